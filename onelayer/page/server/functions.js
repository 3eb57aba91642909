/**
 * Calls the functions of the server, as programs do: by the names of their endpoints, through Gradio's queue. A call
 * that the server did not get, or whose answer was lost, is made again: nothing on the server has changed.
 */

import { eventsOf } from './events.js';

/**
 * @typedef {'read' | 'train' | 'teach' | 'inspect' | 'digits' | 'captchas' | 'export'} FunctionName
 * @typedef {{place: number, seconds: number | null}} Wait  place: 1 for the next call; seconds: until its answer, about
 * @typedef {(address: string, options: RequestInit) => Promise<Response>} Send  holds a request while the server is away
 * @typedef {object} Options
 * @property {((report: any) => void) | undefined} [onReport]  gets each value that the function gives before its last
 * @property {((wait: Wait | null) => void) | undefined} [onWait]  hears of the place in the queue; null: it is the call's turn
 * @property {AbortSignal | undefined} [signal]  stops the call
 */

/** The function refused or failed; the message says why. */
export class FunctionError extends Error {
  /**
   * @param {string} message
   * @param {string} [kind]  the name of the server's error, such as `TrainingDiverged`
   */
  constructor(message, kind = '') {
    super(message);
    this.kind = kind;
  }
}

/** The connection was lost after the first report, or again and again. */
export class LostError extends Error {}

const API = 'gradio_api/';
const JSON_HEADERS = { 'Content-Type': 'application/json' };
const TRIES = 4; // of a call whose answer is lost again and again, though the server is there

/**
 * Makes `call` for a page.
 * @param {Send} send
 * @param {(name: FunctionName) => number} indexOf  of an endpoint, in Gradio's configuration
 */
export function createCaller(send, indexOf) {
  /**
   * The address names the call, so that a proxy before several servers sends all of it to one of them.
   * @param {string} path
   * @param {{session_hash: string} & Record<string, unknown>} body
   */
  const post = (path, body) =>
    send(`${API}${path}?session_hash=${body.session_hash}`, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(body),
    });

  /**
   * Puts a call into the queue. Not stopped by a signal: the server must be told of a call that it may have got.
   * @param {{fn_index: number, session_hash: string}} call
   * @param {unknown[]} values
   * @returns {Promise<string>} its id
   */
  async function join(call, values) {
    const joined = await post('queue/join', { ...call, data: values, simple_format: true });
    const answer = await joined.json().catch(() => ({}));
    if (joined.ok) return answer.event_id;
    throw new FunctionError(answer.detail ?? answer.error ?? `The server refused it: ${joined.status}.`);
  }

  /**
   * @param {FunctionName} name
   * @param {unknown[]} values
   * @param {Options} options
   */
  async function callOnce(name, values, { onReport, onWait, signal }) {
    const call = { fn_index: indexOf(name), session_hash: randomName() };
    const joining = join(call, values);
    try {
      await unlessStopped(joining, signal);
      const stream = await send(`${API}queue/data?session_hash=${call.session_hash}`, { signal: signal ?? null });
      for await (const { msg, output, success, rank, rank_eta } of eventsOf(stream)) {
        if (msg === 'estimation') onWait?.({ place: rank + 1, seconds: rank_eta });
        else if (msg === 'process_starts') onWait?.(null);
        else if (msg === 'process_generating' && success) onReport?.(output.data[0]);
        else if (msg === 'process_completed' && success) return output.data?.[0];
        else if (msg === 'process_completed')
          throw new FunctionError(output.error ?? 'The server failed.', output.title);
        else if (msg === 'unexpected_error') break; // the server ends, or has started again
      }
    } finally {
      if (signal?.aborted) joining.then((event_id) => post('cancel', { ...call, event_id })).catch(() => {});
    }
    throw new TypeError('The connection was lost.');
  }

  /**
   * Calls a function of the server. Rejects with a FunctionError if it refused or failed, with a LostError if the
   * connection was lost after the first report, or again and again, and with the signal's reason if it was stopped.
   * @param {FunctionName} name
   * @param {unknown[]} values
   * @param {Options} [options]
   */
  return async function call(name, values, options = {}) {
    let hasBegun = false;
    const onReport = (/** @type {unknown} */ report) => {
      hasBegun = true;
      options.onReport?.(report);
    };
    for (let tries = 1; ; tries++) {
      try {
        return await callOnce(name, values, { ...options, onReport });
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof TypeError)) throw error;
        if (hasBegun || tries === TRIES) throw new LostError('The connection to the server was lost.');
      }
    }
  };
}

/**
 * @template Result
 * @param {Promise<Result>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<Result>} rejects with the signal's reason as soon as it is given
 */
function unlessStopped(promise, signal) {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A name that no other call has. */
function randomName() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (number) => number.toString(36)).join('');
}
