import assert from 'node:assert/strict';
import test from 'node:test';
import { createCaller, FunctionError, LostError } from './functions.js';

const STARTS = { msg: 'process_starts' };
const report = (value) => ({ msg: 'process_generating', success: true, output: { data: [value] } });
const result = (value) => ({ msg: 'process_completed', success: true, output: { data: [value] } });
const failure = (error) => ({ msg: 'process_completed', success: false, output: { error } });

/** A stream of events, which then breaks off, ends, or goes on without a word until it is stopped. */
function streamOf(events, end, signal) {
  const encoder = new TextEncoder();
  const parts = events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return new Response(
    new ReadableStream({
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
      pull(controller) {
        if (parts.length) controller.enqueue(encoder.encode(parts.shift()));
        else if (end === 'breaks off') controller.error(new TypeError('network error'));
        else if (end !== 'goes on') controller.close();
      },
    }),
  );
}

/**
 * A server whose streams are these, one after the other; each is events, and at the end how it ends.
 * posts: what it was sent; refusal: its answer to all that would join the queue.
 */
function start(streams, refusal = null) {
  const posts = [];
  const send = async (address, { body, signal } = {}) => {
    signal?.throwIfAborted();
    if (address.includes('queue/data')) {
      const events = [...streams.shift()];
      const end = typeof events.at(-1) === 'string' ? events.pop() : '';
      return streamOf(events, end, signal);
    }
    posts.push({ address: address.split('?')[0], ...JSON.parse(body) });
    assert.ok(address.endsWith(`?session_hash=${posts.at(-1).session_hash}`), 'a proxy knows the call by its address');
    return refusal ?? Response.json({ event_id: `event${posts.length}` });
  };
  const indexOf = (name) => ['read', 'train'].indexOf(name);
  return { call: createCaller(send, indexOf), posts, settle: () => new Promise((go) => setImmediate(go)) };
}

test('a call gives its result, and asks for values that are no differences to the last', async () => {
  const { call, posts } = start([[STARTS, result({ digit: 7 })]]);
  assert.deepEqual(await call('read', [{ strokes: [] }, 'article']), { digit: 7 });
  const [{ address, fn_index, data, simple_format }] = posts;
  assert.deepEqual([address, fn_index, simple_format], ['gradio_api/queue/join', 0, true]);
  assert.deepEqual(data, [{ strokes: [] }, 'article']);
});

test('two calls have two names', async () => {
  const { call, posts } = start([[result(1)], [result(2)]]);
  assert.deepEqual(await Promise.all([call('read', []), call('read', [])]), [1, 2]);
  assert.equal(new Set(posts.map(({ session_hash }) => session_hash)).size, 2);
});

test('it tells its place in the queue, that its turn has come, and each report', async () => {
  const waits = { msg: 'estimation', rank: 1, rank_eta: 3.5 };
  const { call } = start([[waits, { ...waits, rank: 0, rank_eta: null }, STARTS, report('a'), report('b'), result()]]);
  const heard = [];
  await call('train', [], { onWait: (wait) => heard.push(wait), onReport: (value) => heard.push(value) });
  assert.deepEqual(heard, [{ place: 2, seconds: 3.5 }, { place: 1, seconds: null }, null, 'a', 'b']);
});

test('what the server refuses is said in its words', async () => {
  const words = 'That would take about 9 minutes. Fewer epochs make it shorter.';
  await assert.rejects(start([[STARTS, failure(words)]]).call('train', []), new FunctionError(words));
});

for (const [body, words] of [
  [JSON.stringify({ detail: 'Queue is full.' }), 'Queue is full.'],
  [JSON.stringify({ error: 'The request is too large.' }), 'The request is too large.'],
  ['<h1>413</h1>', 'The server refused it: 413.'],
])
  test(`a call that does not get into the queue is refused: ${words}`, async () => {
    const { call } = start([], new Response(body, { status: 413 }));
    await assert.rejects(call('read', []), new FunctionError(words));
  });

for (const end of ['breaks off', 'ends'])
  test(`a call whose stream ${end} before its first report is made again`, async () => {
    const { call, posts } = start([[STARTS, end], [end], [STARTS, result('done')]]);
    assert.equal(await call('read', []), 'done');
    assert.equal(posts.length, 3);
  });

test('so is one that a server which has started again, or ends, does not know', async () => {
  const unknown = { msg: 'unexpected_error', message: '404', session_not_found: true, success: false };
  const { call } = start([[unknown, 'goes on'], [result('done')]]);
  assert.equal(await call('read', []), 'done');
});

test('but not for ever', async () => {
  const { call, posts } = start(Array.from({ length: 9 }, () => [STARTS]));
  await assert.rejects(call('read', []), LostError);
  assert.equal(posts.length, 4);
});

test('what was lost after the first report is lost: the reports are not begun anew', async () => {
  const { call, posts } = start([[STARTS, report('a'), 'breaks off']]);
  const reports = [];
  await assert.rejects(call('train', [], { onReport: (value) => reports.push(value) }), LostError);
  assert.deepEqual([reports, posts.length], [['a'], 1]);
});

test('a call that is stopped ends at once, and the server is told to stop it', async () => {
  const { call, posts, settle } = start([[STARTS, report('a'), 'goes on']]);
  const stop = new AbortController();
  const going = call('train', [], { signal: stop.signal, onReport: () => stop.abort() });
  await assert.rejects(going, { name: 'AbortError' });
  await settle();
  const [joined, cancelled] = posts;
  assert.equal(cancelled.address, 'gradio_api/cancel');
  assert.deepEqual(
    [cancelled.event_id, cancelled.fn_index, cancelled.session_hash],
    ['event1', joined.fn_index, joined.session_hash],
  );
});

test('one that is stopped on its way to the server ends at once, and the server is told when it has answered', async () => {
  const stop = new AbortController();
  const posts = [];
  let answer = () => {};
  const call = createCaller(
    async (address) => {
      posts.push(address.split('?')[0]);
      if (address.includes('cancel')) return Response.json({});
      return new Promise((go) => {
        answer = () => go(Response.json({ event_id: 'late' }));
      });
    },
    () => 0,
  );
  const going = call('train', [], { signal: stop.signal });
  stop.abort();
  await assert.rejects(going, { name: 'AbortError' });
  assert.deepEqual(posts, ['gradio_api/queue/join']);
  answer();
  await new Promise((go) => setImmediate(go));
  assert.deepEqual(posts, ['gradio_api/queue/join', 'gradio_api/cancel']);
});
