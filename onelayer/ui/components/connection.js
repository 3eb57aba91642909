/** The connection to the server. Requests are held while the server does not answer, and sent when it is back. */

export const FIRST_WAIT = 1000; // ms until a server that does not answer is asked again
export const LONGEST_WAIT = 5000; // ms, the same after several failures
export const SLOW = 5000; // ms without an answer to a request, after which the server is asked whether it is there
export const RESTORE_LIMIT = 10_000; // ms for giving the page's data back to a server that has restarted
const TRIES = 2; // for a request that fails while the server answers others

/**
 * server: identifies one start of the server; version: of the app.
 * @typedef {{server: string, version: string}} Alive
 */

/**
 * here: the server answers; away: it does not; replaced: it answers, but its version of the app is another.
 * @typedef {'here' | 'away' | 'replaced'} State
 * @typedef {{later: (call: () => void, wait: number) => unknown, cancel: (timer: any) => void}} Clock
 * @typedef {{order: number, go: () => void}} Waiting
 * @typedef {ReturnType<typeof createConnection>} Connection
 */

/** The server answers, but no longer has this page's session: it had no room, or the page was away for long. */
export class ForgottenError extends Error {}

/**
 * @param {() => Promise<Alive>} probe  asks the server whether it is there; rejects if it is not
 * @param {string} version  of the app that made the page; empty if it is not known
 * @param {Clock} clock
 */
export function createConnection(probe, version, clock) {
  /** @type {State} */
  let state = 'here';
  /** @type {string | null} */
  let server = null; // the server that has the page's data; null before the first answer
  /** @type {string | null} */
  let heard = null; // the server that answered last; requests are meant for it
  let turns = 0; // the number of times that the server came or went; work of an earlier turn is ignored
  let restoring = 0; // the turn in which the server is given the page's data
  /** @type {{server: string, done: Promise<void>} | null} */
  let restoration = null; // giving back the page's data, while it goes on
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

  /** Asks now whether the server is there. @returns {Promise<boolean>} whether it is, and the listeners know it */
  function ask() {
    asking ??= probe()
      .catch(() => null)
      .then((alive) => {
        asking = null;
        return alive ? arrive(alive) : leave();
      });
    return asking;
  }

  /** Does the same, but asks once more after a question that is already on its way: its answer may be out of date. */
  function askAfresh() {
    return asking ? asking.then(ask) : ask();
  }

  /** Called when the server does not answer. */
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
   * Called when the server answers.
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
    if (turn !== turns) return false; // the server has gone again meanwhile
    server = alive.server;
    become('here');
    for (const waiting of held.splice(0).sort((a, b) => a.order - b.order)) waiting.go();
    return true;
  }

  /**
   * Gives the page's data to a server that has restarted or replaced another, and has no session of this page. This is
   * done once, however many requests find it out at the same moment.
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

  /** Gives the page's data to a server that has only forgotten this session; once for all requests that notice it. */
  function recall() {
    recalling ??= giveBack().then(() => {
      recalling = null;
    });
    return recalling;
  }

  /**
   * Waits until the server is back.
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
   * Sends a request to the server; if the server is away, when it is back. A request that the server has answered, even
   * with an error, is not sent again.
   * @template Answer
   * @param {(server: string | null) => Promise<Answer>} send  gets the start of the server that is meant, null if it is
   *   not known; rejects with a TypeError if the request did not reach the server, and with a ForgottenError if the
   *   server no longer has this page's session and has done nothing
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
