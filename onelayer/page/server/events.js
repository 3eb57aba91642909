/** Reads the events of a stream (server-sent events), each JSON. */

/**
 * Yields the events of an answer. Ends where the stream ends or breaks off; an incomplete event is left out.
 * @param {Response} response
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* eventsOf({ body }) {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let part = await read(reader); !part.done; part = await read(reader)) {
      const events = (rest + part.value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) yield JSON.parse(event.replace(/^data: /, ''));
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/**
 * @param {ReadableStreamDefaultReader<string>} reader
 * @returns {Promise<{done: boolean, value?: string | undefined}>}  done also if the connection is lost
 */
async function read(reader) {
  try {
    return await reader.read();
  } catch {
    return { done: true };
  }
}
