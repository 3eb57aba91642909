/** Reads the events of a stream (server-sent events), each JSON. */

/**
 * Yields the events of an answer. Ends where the stream ends or breaks off; an incomplete event is left out.
 * @param {Response} response
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* eventsOf({ body }) {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const read = () => reader.read().catch(() => ({ done: true, value: undefined })); // the connection may be lost
  let rest = '';
  try {
    for (let part = await read(); !part.done; part = await read()) {
      const events = (rest + part.value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) yield JSON.parse(event.replace(/^data: /, ''));
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
