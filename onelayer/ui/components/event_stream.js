/** Keeps Gradio's event streams from ending for Gradio's scripts when the connection ends. */

const LOST = 'The connection to the server was lost in the middle of this.';
const CLOSED = '"msg":"close_stream"';

/** The messages to Gradio's scripts when a stream breaks off: its runs have failed. The page stays as it is. */
const FAILURE = [
  { msg: 'unexpected_error', message: LOST, success: false },
  { msg: 'close_stream', message: LOST },
]
  .map((message) => `data: ${JSON.stringify(message)}\n\n`)
  .join('');

/**
 * Makes a stream that tells the server that the page is open. Whenever it ends it is opened again; its content is
 * ignored.
 * @param {() => Promise<Response>} open
 * @param {(signal: AbortSignal | null) => Promise<void>} rest  called after each end, before the stream is opened again
 * @param {AbortSignal | null} signal  ends the stream
 * @returns {Response}
 */
export function keepOpen(open, rest, signal) {
  const body = new ReadableStream({
    async start(controller) {
      while (!signal?.aborted) {
        try {
          const reader = (await open()).body?.getReader();
          while (reader && !(await reader.read()).done);
        } catch {
          // the stream has ended
        }
        if (!signal?.aborted) await rest(signal);
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

/**
 * Passes on the events of runs. If the stream breaks off, or if a restarted server does not know the session, it tells
 * Gradio's scripts that the runs have failed: otherwise they would reload the page, and the drawing would be lost.
 * @param {Response} response
 * @param {() => void} broken  called if the stream broke off
 * @param {AbortSignal | null} signal  Gradio's signal: it wants no more events
 * @returns {Response}
 */
export function endWell(response, broken, signal) {
  if (!response.ok || !response.body) return response;
  let isClosed = false;
  /** @param {string} event */
  const pass = (event) => {
    isClosed ||= event.includes(CLOSED);
    return `${event.replace('"session_not_found":true', '"session_not_found":false')}\n\n`;
  };
  const events = splitEvents(response.body);
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await events.next().catch(() => ({ value: '', done: true }));
      if (!done) return controller.enqueue(encoder.encode(pass(value ?? '')));
      if (!isClosed && !signal?.aborted) {
        controller.enqueue(encoder.encode(FAILURE));
        broken();
      }
      controller.close();
    },
    cancel: () => void events.return(),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/**
 * Yields the events of a stream, each without the empty line at its end. An incomplete event is left out.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @returns {AsyncGenerator<string, void, void>}
 */
async function* splitEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (rest + part.value).split('\n\n');
      rest = events.pop() ?? '';
      yield* events;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
