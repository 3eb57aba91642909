import assert from 'node:assert/strict';
import test from 'node:test';
import { endWell } from './gradio_stream.js';

const PROGRESS = 'data: {"msg":"process_generating","event_id":"1"}\n\n';
const CLOSE = 'data: {"msg":"close_stream","event_id":null}\n\n';

/** A stream of these parts; an error breaks it off. */
function responseOf(...parts) {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part instanceof Error) controller.error(part);
      else if (part === undefined) controller.close();
      else controller.enqueue(encoder.encode(part));
    },
  });
  return new Response(body);
}

/** What comes out, as messages; and how often it was told broken. */
async function read(response, signal = null) {
  let broken = 0;
  const text = await endWell(response, () => broken++, signal).text();
  const messages = text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.replace('data: ', '')));
  return { messages, broken };
}

test('a stream that is closed passes as it is', async () => {
  const { messages, broken } = await read(responseOf(PROGRESS, CLOSE));
  assert.deepEqual(
    messages.map(({ msg }) => msg),
    ['process_generating', 'close_stream'],
  );
  assert.equal(broken, 0);
});

for (const [how, end] of [
  ['breaks off', [new TypeError('network error')]],
  ['ends in the middle', []],
  ['breaks off inside an event', ['data: {"msg":"proc', new TypeError('network error')]],
])
  test(`of one that ${how}, the runs have failed, and the stream is closed`, async () => {
    const { messages, broken } = await read(responseOf(PROGRESS, ...end));
    assert.deepEqual(
      messages.map(({ msg }) => msg),
      ['process_generating', 'unexpected_error', 'close_stream'],
    );
    assert.equal(messages[1].session_not_found, undefined);
    assert.equal(messages[1].event_id, undefined, 'so that all runs are told');
    assert.equal(broken, 1);
  });

test('events come whole, however they are cut', async () => {
  const text = PROGRESS + PROGRESS + CLOSE;
  const { messages } = await read(responseOf(...text));
  assert.equal(messages.length, 3);
});

test('a server that does not know the session makes no reload', async () => {
  const unknown = 'data: {"msg":"unexpected_error","message":"404","session_not_found":true,"success":false}\n\n';
  const { messages } = await read(responseOf(unknown, CLOSE));
  assert.equal(messages[0].session_not_found, false);
});

test('what was given up has not broken off', async () => {
  const giveUp = new AbortController();
  giveUp.abort();
  const { messages, broken } = await read(responseOf(PROGRESS, new Error('aborted')), giveUp.signal);
  assert.equal(messages.length, 1);
  assert.equal(broken, 0);
});

test('an answer that is no stream is left alone', async () => {
  const refused = new Response('no', { status: 404 });
  assert.equal(
    endWell(refused, () => {}, null),
    refused,
  );
});
