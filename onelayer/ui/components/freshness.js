// @ts-check
/** Whether the answer that is shown is of what is on the pad. */

const PATIENCE = 600; // milliseconds that a change may wait for its answer

const CLOCK = { now: () => performance.now(), later: setTimeout, cancel: clearTimeout };

/**
 * Changes of the pad are numbered upwards, and an answer says of which it is. `tell` hears when the oldest change that
 * has no answer has waited too long, and when every change that is so old has one.
 * @param {(isStale: boolean) => void} tell
 * @param {{now: () => number, later: (call: () => void, wait: number) => any, cancel: (timer: any) => void}} [clock]
 */
export function createFreshness(tell, { now, later, cancel } = CLOCK) {
  /** @type {{number: number, since: number}[]} */
  let unanswered = [];
  let isStale = false;
  /** @type {any} */
  let timer;

  function check() {
    cancel(timer);
    const left = unanswered.length ? unanswered[0].since + PATIENCE - now() : null;
    if (left !== null && left > 0) timer = later(check, left);
    const wasStale = isStale;
    isStale = left !== null && left <= 0;
    if (isStale !== wasStale) tell(isStale);
  }

  return {
    /** @param {number} number  of the pad's newest change */
    asked(number) {
      unanswered.push({ number, since: now() });
      check();
    },
    /** @param {number | undefined} number  of the change that was answered; the server's own change has none */
    answered(number) {
      unanswered = number === undefined ? [] : unanswered.filter((change) => change.number > number);
      check();
    },
  };
}
