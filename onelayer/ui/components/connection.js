/** Whether the server answers. What is asked of it while it does not waits, and goes on by itself when it is back. */

export const FIRST_WAIT = 1000; // ms until a server that does not answer is asked again
export const LONGEST_WAIT = 5000;
export const SLOW = 5000; // ms without an answer, after which one looks whether the server is there at all
export const RESTORE_LIMIT = 10_000; // ms for what is given back to a server that has started again
const TRIES = 2; // of a request that fails while the server answers others

/**
 * server: of which start; version: of the app.
 * @typedef {{server: string, version: string}} Alive
 */

/**
 * here: it answers; away: it does not; replaced: another version of the app answers, which this page does not fit.
 * @typedef {'here' | 'away' | 'replaced'} State
 * @typedef {{later: (call: () => void, wait: number) => unknown, cancel: (timer: any) => void}} Clock
 * @typedef {{order: number, go: () => void}} Waiting
 * @typedef {ReturnType<typeof createConnection>} Connection
 */

/** The server is there, but has nothing of this page's session any more: it had no room, or the page was away long. */
export class ForgottenError extends Error {}

/**
 * @param {() => Promise<Alive>} probe  asks the server whether it is there; fails if it is not
 * @param {string} version  of the app that made the page; empty if that is not known
 * @param {Clock} clock
 */
export function createConnection(probe, version, clock) {
  /** @type {State} */
  let state = 'here';
  /** @type {string | null} */
  let server = null; // that has what the page has; null: not asked yet
  /** @type {string | null} */
  let heard = null; // which answered last, and is meant by what is sent now
  let turns = 0; // how often it has come or gone: what began before does not count after
  let restoring = 0; // in which turn it is given back what the page has
  /** @type {{server: string, done: Promise<void>} | null} */
  let restoration = null; // under way
  let wait = FIRST_WAIT;
  let count = 0;
  /** @type {unknown} */
  let timer;
  /** @type {Promise<boolean> | null} */
  let asking = null;
  /** @type {Promise<void> | null} */
  let recalling = null;
  /** @type {Waiting[]} */
  let held = [];
  /** @type {Set<(state: State) => void>} */
  const onChange = new Set();
  /** @type {Set<() => Promise<void>>} */
  const onRestart = new Set();

  /** @param {State} next */
  function become(next) {
    if (next === state) return;
    state = next;
    for (const listener of onChange) listener(state);
  }

  /** Look whether the server is there, now. @returns {Promise<boolean>} whether it is, and everything was told so */
  function ask() {
    asking ??= probe()
      .catch(() => null)
      .then((alive) => {
        asking = null;
        return alive ? arrive(alive) : leave();
      });
    return asking;
  }

  /** The same, of what is so from now on: an answer that is under way may be older. */
  function askAfresh() {
    return asking ? asking.then(ask) : ask();
  }

  /** It does not answer. */
  function leave() {
    turns += 1;
    restoration = null;
    clock.cancel(timer);
    timer = clock.later(ask, wait);
    wait = Math.min(wait * 1.5, LONGEST_WAIT);
    become('away');
    return false;
  }

  /**
   * It answers.
   * @param {Alive} alive
   */
  async function arrive(alive) {
    const turn = ++turns;
    clock.cancel(timer);
    wait = FIRST_WAIT;
    if (version && alive.version !== version) {
      become('replaced');
      return false;
    }
    heard = alive.server;
    if (server !== null && server !== alive.server) {
      restoring = turn;
      await restore(alive.server);
    }
    if (turn !== turns) return false; // gone again meanwhile
    server = alive.server;
    become('here');
    for (const waiting of held.splice(0).sort((a, b) => a.order - b.order)) waiting.go();
    return true;
  }

  /**
   * The server has started again, or another has taken its place, and knows no session of this page: what the page has
   * of its own goes there first. Once, however many requests find that out in the same moment.
   * @param {string} to
   */
  async function restore(to) {
    if (restoration?.server !== to) restoration = { server: to, done: giveBack() };
    const mine = restoration;
    await mine.done;
    if (restoration === mine) restoration = null;
  }

  async function giveBack() {
    /** @type {unknown} */
    let limit;
    const late = new Promise((stop) => {
      limit = clock.later(() => stop(null), RESTORE_LIMIT);
    });
    await Promise.race([Promise.allSettled([...onRestart].map((listener) => listener())), late]);
    clock.cancel(limit);
  }

  /** The server has forgotten this page alone: it is given what the page has, once for all that noticed it. */
  function recall() {
    recalling ??= giveBack().then(() => {
      recalling = null;
    });
    return recalling;
  }

  /**
   * Until the server is back.
   * @param {number} order
   * @param {AbortSignal | null} [signal]
   * @returns {Promise<void>}
   */
  function hold(order, signal) {
    return new Promise((go, refuse) => {
      const waiting = { order, go };
      held.push(waiting);
      signal?.addEventListener('abort', () => {
        held = held.filter((each) => each !== waiting);
        refuse(signal.reason);
      });
    });
  }

  /**
   * Ask the server; if it is not there, when it is. What it has answered, be it with an error, is not asked again.
   * `send` is told which start of the server is meant; null while that is not known.
   * @template Answer
   * @param {(server: string | null) => Promise<Answer>} send  fails with a TypeError where the request did not come
   *   through, and with a ForgottenError where the server has nothing of this page any more, and has done nothing
   * @param {AbortSignal | null} [signal]
   * @returns {Promise<Answer>}
   */
  async function request(send, signal) {
    const order = count++;
    for (let tries = 1; ; ) {
      if (state !== 'here' && restoring !== turns) await hold(order, signal);
      const slow = clock.later(ask, SLOW);
      try {
        return await send(heard);
      } catch (error) {
        if (error instanceof ForgottenError && !signal?.aborted && ++tries <= TRIES) {
          await recall();
          continue;
        }
        if (signal?.aborted || !(error instanceof TypeError)) throw error;
        if ((await ask()) && ++tries > TRIES) throw error;
      } finally {
        clock.cancel(slow);
      }
    }
  }

  return { request, ask, askAfresh, state: () => state, onChange, onRestart };
}
