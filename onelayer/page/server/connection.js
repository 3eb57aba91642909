/**
 * The connection to the server. A request that finds the server away is held, and made again when the server is back:
 * nothing on the server changes, so it does not matter whether the first one had arrived.
 */

export const FIRST_WAIT = 1000; // ms until a server that does not answer is asked again
export const LONGEST_WAIT = 5000; // ms, the same after several failures
export const SLOW = 5000; // ms without an answer to a request, after which the server is asked whether it is there
const TRIES = 2; // for a request that fails while the server answers others

/**
 * here: the server answers; away: it does not; replaced: it answers, but its version of the app is another.
 * @typedef {'here' | 'away' | 'replaced'} State
 */

/**
 * @param {() => Promise<string>} probe  asks the server for its version of the app; rejects if the server is not there
 * @param {string} version  of the app that made the page; empty if it is not known
 */
export function createConnection(probe, version) {
  /** @type {State} */
  let state = 'here';
  let wait = FIRST_WAIT;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<boolean> | null} */
  let asking = null;
  /** @type {Set<() => void>} */
  const held = new Set();
  /** @type {Set<(state: State) => void>} */
  const onChange = new Set();

  /** @param {State} next */
  function become(next) {
    if (next !== state) {
      state = next;
      for (const listener of onChange) listener(state);
    }
    if (state !== 'here') return false;
    for (const go of held) go();
    held.clear();
    return true;
  }

  /** Asks now whether the server is there. @returns {Promise<boolean>} whether it is, in the version of the page */
  function ask() {
    asking ??= probe()
      .then(arrive, leave)
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  /** Does the same, but asks once more after a question that is already on its way: its answer may be out of date. */
  function askAfresh() {
    return asking ? asking.then(ask) : ask();
  }

  /** Called when the server does not answer. */
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
    wait = Math.min(wait * 1.5, LONGEST_WAIT);
    return become('away');
  }

  /** @param {string} found  the server's version */
  function arrive(found) {
    clearTimeout(timer);
    wait = FIRST_WAIT;
    return become(version && found !== version ? 'replaced' : 'here');
  }

  /**
   * Waits until the server is back.
   * @param {AbortSignal | null} [signal]
   * @returns {Promise<void>}
   */
  function hold(signal) {
    return new Promise((go, refuse) => {
      held.add(go);
      signal?.addEventListener('abort', () => {
        held.delete(go);
        refuse(signal.reason);
      });
    });
  }

  /**
   * Sends a request to the server; if the server is away, when it is back.
   * @template Answer
   * @param {() => Promise<Answer>} send  rejects with a TypeError if no answer of the server came
   * @param {AbortSignal | null} [signal]
   * @returns {Promise<Answer>}
   */
  async function request(send, signal) {
    for (let tries = 1; ; ) {
      if (state !== 'here') await hold(signal);
      const slow = setTimeout(ask, SLOW);
      try {
        return await send();
      } catch (error) {
        if (signal?.aborted || !(error instanceof TypeError)) throw error;
        if ((await ask()) && ++tries > TRIES) throw error;
      } finally {
        clearTimeout(slow);
      }
    }
  }

  return { request, ask, askAfresh, state: () => state, onChange };
}
