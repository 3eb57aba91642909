/**
 * Calls the functions of the server, as programs do: by the names of their endpoints, through Gradio's queue. A call
 * that the server did not get, or whose answer was lost, is made again: nothing on the server has changed.
 */

import { eventsOf } from './events.js';

/**
 * @typedef {'read' | 'train' | 'teach' | 'inspect' | 'digits' | 'export'} FunctionName
 * @typedef {{place: number, seconds: number | null}} Wait  place: 1 for the next call; seconds: until its answer, about
 * @typedef {(address: string, options: RequestInit) => Promise<Response>} Send  holds a request while the server is away
 * @typedef {object} Options
 * @property {(report: any) => void} [onReport]  gets each value that the function gives before its last
 * @property {(wait: Wait | null) => void} [onWait]  hears of the place in the queue; null: it is the call's turn
 * @property {AbortSignal} [signal]  stops the call
 */

/** The function refused or failed; the message says why. */
export class FunctionError extends Error {}

/** The connection was lost after the first report. */
export class LostError extends Error {}

const API = 'gradio_api/';
const JSON_HEADERS = { 'Content-Type': 'application/json' };

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
   * @param {AbortSignal} [signal]
   */
  const post = (path, body, signal) =>
    send(`${API}${path}?session_hash=${body.session_hash}`, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(body),
      signal: signal ?? null,
    });

  /**
   * @param {FunctionName} name
   * @param {unknown[]} values
   * @param {Options} options
   */
  async function callOnce(name, values, { onReport, onWait, signal }) {
    const call = { fn_index: indexOf(name), session_hash: randomName() };
    const joined = await post('queue/join', { ...call, data: values, simple_format: true }, signal);
    const ticket = await joined.json();
    if (!joined.ok)
      throw new FunctionError(ticket.detail ?? ticket.error ?? `The server refused it: ${joined.status}.`);
    const leave = () => void post('cancel', { ...call, event_id: ticket.event_id }).catch(() => {});
    signal?.addEventListener('abort', leave);
    try {
      const stream = await send(`${API}queue/data?session_hash=${call.session_hash}`, { signal: signal ?? null });
      for await (const event of eventsOf(stream)) {
        const { msg, output, success } = event;
        if (msg === 'estimation') onWait?.({ place: event.rank + 1, seconds: event.rank_eta });
        else if (msg === 'process_starts') onWait?.(null);
        else if (msg === 'process_generating' && success) onReport?.(output.data[0]);
        else if (msg === 'process_completed' && success) return output.data?.[0];
        else if (msg === 'process_completed') throw new FunctionError(output.error ?? 'The server failed.');
      }
    } finally {
      signal?.removeEventListener('abort', leave);
    }
    throw new TypeError('The connection was lost.');
  }

  /**
   * Calls a function of the server. Rejects with a FunctionError if it refused or failed, with a LostError if the
   * connection was lost after the first report, and with the signal's reason if it was stopped.
   * @param {FunctionName} name
   * @param {unknown[]} values
   * @param {Options} [options]
   */
  return async function call(name, values, options = {}) {
    for (;;) {
      let hasBegun = false;
      const onReport = (/** @type {unknown} */ report) => {
        hasBegun = true;
        options.onReport?.(report);
      };
      try {
        return await callOnce(name, values, { ...options, onReport });
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof TypeError)) throw error;
        if (hasBegun) throw new LostError('The connection to the server was lost.');
      }
    }
  };
}

/** A name that no other call has. */
function randomName() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (number) => number.toString(36)).join('');
}
