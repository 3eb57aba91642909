/** Gradio's event streams, so that none ends for Gradio's part of the page because the connection did. */

const LOST = 'The connection to the server was lost in the middle of this.';
const CLOSED = '"msg":"close_stream"';

/** What Gradio's part of the page is told of a run that broke off: it failed, and the page stays as it is. */
const FAILURE = [
  { msg: 'unexpected_error', message: LOST, success: false },
  { msg: 'close_stream', message: LOST },
]
  .map((message) => `data: ${JSON.stringify(message)}\n\n`)
  .join('');

/**
 * A stream that says that the page is open. It is opened again as often as it ends; what it says is of no interest.
 * @param {() => Promise<Response>} open
 * @param {(signal: AbortSignal | null) => Promise<void>} rest  what is done between an end and the next opening
 * @param {AbortSignal | null} signal  ends it
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
          // it ended
        }
        if (!signal?.aborted) await rest(signal);
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

/**
 * The events of the runs under way. Where they break off, the runs have failed: Gradio would load the page anew, and
 * what was drawn would be lost. The same where a server that has started again does not know them.
 * @param {Response} response
 * @param {() => void} broken  is told if it broke off
 * @param {AbortSignal | null} signal  Gradio's, which has all that it wanted
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
 * The events of a stream, without the empty line that ends each. One that breaks off in the middle is left out.
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
