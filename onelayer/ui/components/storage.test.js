import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawingCollection } from './collection.js';
import { BrowserStorage, formatStored, parseStored } from './storage.js';

const LIMITS = { drawings: 5, strokes: 5000, points: 100_000 };
const FULL = new DOMException('full', 'QuotaExceededError');

const drawing = (label, at = 0) => ({
  label,
  writer: null,
  strokes: [
    [
      [at, 0.1],
      [at, 0.9],
    ],
  ],
});

/** What a browser has, which may be told to fail. */
function makeArea(text = null) {
  return {
    text,
    writes: 0,
    error: null,
    getItem() {
      if (this.error) throw this.error;
      return this.text;
    },
    setItem(_, value) {
      if (this.error) throw this.error;
      this.text = value;
      this.writes++;
    },
    removeItem() {
      if (this.error) throw this.error;
      this.text = null;
    },
  };
}

/** A page that was opened with this in its browser. */
function open(text = null, area = makeArea(text)) {
  const collection = new DrawingCollection();
  const storage = new BrowserStorage(collection, () => area);
  storage.open('one-layer', LIMITS);
  return { area, collection, storage, said: () => storage.status.sentence };
}

test('a new visitor keeps nothing and reads nothing', () => {
  const { area, collection, said } = open();
  assert.equal(said(), '');
  assert.equal(area.text, null);
  assert.equal(collection.limits, LIMITS);
});

test('each change is written at once, and comes back', () => {
  const { area, collection, said } = open();
  collection.add(drawing(7));
  assert.equal(said(), 'Kept in this browser, and nowhere else: 1 drawing.');
  collection.add(drawing(1, 0.5));
  const again = open(area.text);
  assert.equal(again.said(), 'Back from this browser: 2 drawings.');
  assert.deepEqual(again.collection.drawings, collection.drawings);
  assert.equal(again.area.writes, 0);
  assert.deepEqual(again.collection.before, []);
  collection.remove(collection.drawings[0]);
  collection.remove(collection.drawings[0]);
  assert.equal(area.text, null);
  assert.equal(said(), '');
});

test('the network is kept beside the drawings', () => {
  const { area, collection, storage, said } = open();
  storage.keepNetwork('AAAA');
  assert.equal(said(), 'Kept in this browser, and nowhere else: your network.');
  collection.add(drawing(7));
  assert.equal(said(), 'Kept in this browser, and nowhere else: 1 drawing and your network.');
  assert.deepEqual(Object.keys(JSON.parse(area.text)), ['drawings', 'yours']);
  const again = open(area.text);
  assert.equal(again.storage.yours, 'AAAA');
  assert.equal(again.said(), 'Back from this browser: 1 drawing and your network.');
  const { writes } = area;
  storage.keepNetwork('AAAA');
  assert.equal(area.writes, writes);
});

const UNREADABLE = [
  '{',
  '3',
  '[]',
  'null',
  '"text"',
  '{"drawings": 3, "yours": null}',
  '{"drawings": ""}',
  '{"drawings": "", "yours": 3}',
  '['.repeat(100_000),
];
for (const text of UNREADABLE) {
  test(`what cannot be read is said, and stays: ${text.slice(0, 40)}`, () => {
    const { area, collection, said } = open(text);
    assert.match(said(), /^What this browser had kept cannot be read \(.+\)\. It stays until you keep something\.$/);
    assert.equal(area.text, text);
    collection.add(drawing(7));
    assert.equal(said(), 'Kept in this browser, and nowhere else: 1 drawing.');
  });
}

test('broken lines, and drawings for which there is no room, are left out and counted', () => {
  const lines = Array.from({ length: 7 }, (_, i) => `${JSON.stringify(drawing(i, i / 10))}\n`).join('');
  const text = JSON.stringify({ drawings: `${lines}{broken}\n`, yours: null });
  const { area, collection, said } = open(text);
  assert.equal(collection.drawings.length, 5);
  assert.equal(said(), 'Back from this browser: 5 drawings. 3 drawings could not be read.');
  assert.equal(area.text, text);
});

test('no JSON breaks it', () => {
  const values = [null, true, 0, 'x', [], {}, [[]], { drawings: {} }, { drawings: '\ud800', yours: '' }];
  for (const drawings of values) {
    for (const yours of values) {
      const stored = parseStored(JSON.stringify({ drawings, yours }));
      assert.ok(Array.isArray(stored.drawings));
      assert.equal(typeof (stored.yours ?? ''), 'string');
    }
  }
});

test('what another page writes takes the place of what there is, and is not written again', () => {
  const { area, collection, storage, said } = open();
  collection.add(drawing(7));
  const [seven] = collection.drawings;
  const { writes } = area;
  assert.ok(!storage.follow(formatStored([seven, drawing(1, 0.5)], null)));
  assert.equal(said(), 'As in another page of this browser: 2 drawings.');
  assert.equal(collection.drawings[0], seven);
  assert.ok(storage.follow(formatStored([], 'AAAA')));
  assert.equal(said(), 'As in another page of this browser: your network.');
  assert.ok(storage.follow(''));
  assert.equal(said(), 'As in another page of this browser: nothing any more.');
  assert.deepEqual(collection.drawings, []);
  assert.equal(storage.yours, null);
  assert.equal(area.writes, writes);
});

test('what another page writes that cannot be read changes nothing', () => {
  const { collection, storage, said } = open();
  collection.add(drawing(7));
  assert.ok(!storage.follow('{"drawings": 3}'));
  assert.match(said(), /Another page of this browser keeps what cannot be read/);
  assert.equal(collection.drawings.length, 1);
});

for (const [error, reason] of [
  [FULL, 'its storage is full'],
  [new Error('no'), 'it blocks storage'],
]) {
  test(`a browser that keeps nothing is said to, and nothing is lost: ${reason}`, () => {
    const area = makeArea();
    area.error = error;
    const { collection, storage } = open(null, area);
    collection.add(drawing(7));
    assert.match(storage.status.sentence, new RegExp(`does not keep your drawings and your network: ${reason}\\.`));
    assert.ok(storage.status.isProblem);
    assert.ok(!storage.follow(formatStored([], null)), 'what is kept nowhere else does not go');
    assert.equal(collection.drawings.length, 1);
    area.error = null;
    collection.add(drawing(1, 0.5));
    assert.ok(!storage.status.isProblem);
    assert.equal(parseStored(area.text).drawings.length, 2);
  });
}

test('forgetting leaves nothing behind', () => {
  const { area, collection, storage, said } = open(formatStored([drawing(7)], 'AAAA'));
  storage.forget();
  assert.equal(area.text, null);
  assert.match(said(), /^Forgotten/);
  collection.undo();
  assert.deepEqual(collection.drawings, []);
  assert.equal(storage.yours, null);
});

test('what the server could not read is said after what was', () => {
  const { storage, said } = open(formatStored([drawing(7)], 'AAAA'));
  storage.addProblem('The network cannot be read.');
  assert.equal(said(), 'Back from this browser: 1 drawing and your network. The network cannot be read.');
});

test('it is opened once, however often a page is laid out', () => {
  const { collection, storage } = open(formatStored([drawing(7)], null));
  collection.add(drawing(1, 0.5));
  storage.open('one-layer', LIMITS);
  assert.equal(collection.drawings.length, 2);
});
