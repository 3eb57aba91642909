/** Keeps Gradio's scripts from reloading the page when the stream of their events breaks off. */

import { eventsOf } from './events.js';

const LOST = 'The connection to the server was lost in the middle of this.';

/** The messages to Gradio's scripts when a stream breaks off: what they wait for has failed. The page stays. */
const FAILURE = [
  { msg: 'unexpected_error', message: LOST, success: false },
  { msg: 'close_stream', message: LOST },
];

/**
 * Passes on the events of Gradio's own listeners. If the stream breaks off, or if a server that has started again does
 * not know the session, it tells Gradio's scripts that the listeners have failed: otherwise they would reload the page,
 * under the pen.
 * @param {Response} response
 * @param {() => void} broken  called if the stream broke off
 * @param {AbortSignal | null} signal  Gradio's signal: it wants no more events
 * @returns {Response}
 */
export function endWell(response, broken, signal) {
  if (!response.ok || !response.body) return response;
  const events = passOn(response, broken, signal);
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
    },
    cancel: () => void events.return(),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/**
 * @param {Response} response
 * @param {() => void} broken
 * @param {AbortSignal | null} signal
 */
async function* passOn(response, broken, signal) {
  let isClosed = false;
  for await (const event of eventsOf(response)) {
    isClosed ||= event.msg === 'close_stream';
    yield event.session_not_found ? { ...event, session_not_found: false } : event;
  }
  if (isClosed || signal?.aborted) return;
  broken();
  yield* FAILURE;
}
