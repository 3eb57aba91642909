import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { formatDrawings } from './drawing_lines.js';
import { readDrawings } from './drawings_file.js';

const MOST = 50_000_000;
const drawings = [2, 7].map((label) => ({
  label,
  writer: null,
  strokes: [
    [
      [0.5, 0.1],
      [0.5, label / 10],
    ],
  ],
}));
const text = formatDrawings(drawings);
const file = (name, ...parts) => new File(parts, name);

test('drawings are read from text and from gzip, whatever the name', async () => {
  for (const content of [text, `\ufeff${text}`, gzipSync(text)]) {
    for (const name of ['drawings.jsonl', 'drawings.jsonl.gz', 'drawings.txt']) {
      assert.deepEqual(await readDrawings(file(name, content), MOST, false), { drawings, problem: '' });
    }
  }
});

test('of several files the name is the writer of drawings that have none', async () => {
  const own = formatDrawings([{ ...drawings[0], writer: 'Ada' }]);
  const writersIn = async (name) =>
    (await readDrawings(file(name, own, text), MOST, true)).drawings.map((each) => each.writer);
  assert.deepEqual(await writersIn('ben.jsonl.gz'), ['Ada', 'ben', 'ben']);
  assert.deepEqual(await writersIn(`${'x'.repeat(101)}.jsonl`), ['Ada', null, null], 'a name too long is none');
});

test('a line that is none is skipped, and only so many are said', async () => {
  const one = await readDrawings(file('a.jsonl', text, '{broken}\n'), MOST, false);
  assert.deepEqual(one, { drawings, problem: '1 line skipped: Line 3: that is not JSON.' });
  const { problem } = await readDrawings(file('a.jsonl', '{broken}\n'.repeat(7)), MOST, false);
  assert.match(problem, /^7 lines skipped: Line 1: .+ Line 5: that is not JSON\. …$/);
});

test('a file that holds none says why', async () => {
  const packed = gzipSync(text.repeat(100));
  const cases = [
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /^The file is not text in UTF-8\. A drawings file is expected\.$/],
    [packed.subarray(0, packed.length - 20), /^The gzip file is broken\. Export it again\.$/],
    [Uint8Array.of(0x1f, 0x8b, 1, 2, 3), /^The gzip file is broken/],
    [gzipSync(' '.repeat(10_000_000)), /^The file is larger than 1,000,000 bytes, unpacked\. Split it\.$/],
    [gzipSync(Uint8Array.of(0xff, 0xfe)), /^The file is not text in UTF-8/],
    ['', /^$/],
  ];
  for (const [content, problem] of cases) {
    const found = await readDrawings(file('a.jsonl', content), 1_000_000, false);
    assert.deepEqual(found.drawings, []);
    assert.match(found.problem, problem);
  }
});

test('a file that is gone says so', async () => {
  const gone = file('a.jsonl', text);
  gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('it was deleted', 'NotReadableError')) });
  const { problem } = await readDrawings(gone, MOST, false);
  assert.equal(problem, 'The file could not be read (it was deleted). Choose it again.');
});

test('bytes of any kind are read or refused, and never break', async () => {
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
  for (let i = 0; i < 300; i++) {
    const content = Uint8Array.from(i % 2 ? gzipSync(text) : Buffer.from(text));
    for (let change = 0; change <= i % 5; change++) content[random() % content.length] = random() % 256;
    const found = await readDrawings(file('a.jsonl', content), MOST, false);
    assert.ok(found.drawings.length <= 2);
    if (found.drawings.length < 2) assert.match(found.problem, /\.( …)?$/);
  }
});
