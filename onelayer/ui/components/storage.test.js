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
    texts: new Map(text === null ? [] : [['one-layer', text]]),
    room: Number.POSITIVE_INFINITY, // characters of a text
    writes: 0,
    error: null,
    /** The drawings. */
    get text() {
      return this.texts.get('one-layer') ?? null;
    },
    getItem(key) {
      if (this.error) throw this.error;
      return this.texts.get(key) ?? null;
    },
    setItem(key, value) {
      if (this.error) throw this.error;
      if (value.length > this.room) throw FULL;
      this.texts.set(key, value);
      this.writes++;
    },
    removeItem(key) {
      if (this.error) throw this.error;
      this.texts.delete(key);
    },
  };
}

const HAND = { key: 'hand', name: 'Your hand', kept: true, file: 'AAAA' };
const RUN = { key: 'run-1', name: 'Run 1', kept: false, file: 'BBBB' };

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

test('runs and the hand are kept beside the drawings, each in a text of its own, and come back', () => {
  const { area, collection, storage, said } = open();
  assert.ok(!storage.keepItems([HAND, RUN]));
  assert.equal(said(), 'Kept in this browser, and nowhere else: your hand and 1 run.');
  collection.add(drawing(7));
  assert.equal(said(), 'Kept in this browser, and nowhere else: 1 drawing, your hand and 1 run.');
  assert.deepEqual([...area.texts.keys()].sort(), ['one-layer', 'one-layer/hand', 'one-layer/kept', 'one-layer/run-1']);
  const again = open(null, area);
  assert.equal(again.said(), 'Back from this browser: 1 drawing, your hand and 1 run.');
  assert.deepEqual(
    again.storage.items.map(({ key, name, kept, file }) => ({ key, name, kept, file })),
    [HAND, RUN],
  );
});

test('a file that there is is not written again, and one that is lacking is asked for', () => {
  const { area, storage } = open();
  storage.keepItems([HAND, RUN]);
  const { writes } = area;
  assert.ok(
    !storage.keepItems([
      { ...HAND, file: null },
      { ...RUN, name: 'first', file: null },
    ]),
  );
  assert.equal(area.writes, writes + 1); // the index
  assert.equal(storage.items[1].name, 'first');
  assert.ok(
    storage.keepItems([
      { ...RUN, file: null },
      { ...RUN, key: 'run-2', file: null },
    ]),
  );
  assert.deepEqual([...area.texts.keys()].sort(), ['one-layer/kept', 'one-layer/run-1']);
});

test('what the server could not read stays', () => {
  const { area, storage } = open();
  storage.keepItems([HAND, RUN]);
  storage.keepItems([{ ...HAND, file: null }], ['run-1']);
  assert.equal(area.texts.get('one-layer/run-1'), 'BBBB');
});

test('a run for which there is no room is named, stays on the page, and is kept when there is room', () => {
  const { area, storage, said } = open();
  area.room = 300;
  storage.keepItems([HAND, { ...RUN, file: 'B'.repeat(500) }]);
  assert.equal(said(), 'Run 1 could not be kept: this browser has no room; delete a run.');
  assert.ok(storage.status.isProblem);
  assert.equal(open(null, area).storage.items.length, 1);
  area.room = 1000;
  storage.keepItems([
    { ...HAND, file: null },
    { ...RUN, file: null },
  ]);
  assert.equal(said(), 'Kept in this browser, and nowhere else: your hand and 1 run.');
  assert.equal(open(null, area).storage.items.length, 2);
});

test('guesses are kept, what is none is left out, and starting over forgets them', () => {
  const area = makeArea();
  const { storage } = open(null, area);
  storage.keepGuesses({ article: 88.5 });
  assert.deepEqual(open(null, area).storage.guesses, { article: 88.5 });
  storage.startOver();
  assert.deepEqual(open(null, area).storage.guesses, {});
  area.setItem('one-layer/guesses', '{"article": 101, "scaled": "x", "upright": 0}');
  assert.deepEqual(open(null, area).storage.guesses, { upright: 0 });
  area.setItem('one-layer/guesses', '[1');
  assert.deepEqual(open(null, area).storage.guesses, {});
});

test('settings are kept where they are others than at first', () => {
  const area = makeArea();
  const { storage } = open(null, area);
  storage.keepSettings({ epochs: 7 });
  assert.equal(area.texts.size, 0, 'those that there are have not been shown yet');
  storage.finishRestoring();
  storage.keepSettings({ epochs: 7 });
  assert.deepEqual(open(null, area).storage.settings, { epochs: 7 });
  storage.keepSettings({});
  assert.equal(area.texts.size, 0);
});

test('which network reads is kept', () => {
  const { area, storage } = open();
  storage.keepItems([RUN]);
  storage.keepChoice('run-1');
  assert.equal(open(null, area).storage.reads, 'run-1');
});

test('an index that is none is passed over', () => {
  for (const text of ['', '{', 'null', '3', '{"items": 3}', '{"items": [null, 3, {"key": 5}], "reads": 5}']) {
    const area = makeArea();
    area.texts.set('one-layer/kept', text);
    assert.deepEqual([open(null, area).storage.items, open(null, area).storage.reads], [[], '']);
  }
});

const UNREADABLE = ['{', '3', '[]', 'null', '"text"', '{"drawings": 3}', '['.repeat(100_000)];
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
  const text = JSON.stringify({ drawings: `${lines}{broken}\n` });
  const { area, collection, said } = open(text);
  assert.equal(collection.drawings.length, 5);
  assert.equal(said(), 'Back from this browser: 5 drawings. 3 drawings could not be read.');
  assert.equal(area.text, text);
});

test('no JSON breaks it', () => {
  const values = [null, true, 0, 'x', [], {}, [[]], { drawings: {} }, '\ud800'];
  for (const drawings of values) {
    for (const text of [JSON.stringify({ drawings }), JSON.stringify(drawings)]) {
      assert.ok(Array.isArray(parseStored(text).drawings));
    }
  }
});

test('what another page writes takes the place of what there is, and is not written again', () => {
  const area = makeArea();
  const { collection, storage, said } = open(null, area);
  const other = open(null, area);
  collection.add(drawing(7));
  const [seven] = collection.drawings;
  area.texts.set('one-layer', formatStored([seven, drawing(1, 0.5)]));
  const { writes } = area;
  assert.ok(!storage.follow('one-layer'));
  assert.equal(said(), 'As in another page of this browser: 2 drawings.');
  assert.equal(collection.drawings[0], seven);
  assert.equal(area.writes, writes);
  other.storage.keepItems([HAND]);
  assert.ok(storage.follow('one-layer/kept'));
  assert.equal(said(), 'As in another page of this browser: 2 drawings and your hand.');
  assert.ok(!storage.follow('one-layer/settings'));
  area.texts.clear();
  assert.ok(storage.follow(null));
  assert.equal(said(), 'As in another page of this browser: nothing any more.');
  assert.deepEqual(collection.drawings, []);
  assert.deepEqual(storage.items, []);
});

test('what another page writes that cannot be read changes nothing', () => {
  const { area, collection, storage, said } = open();
  collection.add(drawing(7));
  area.texts.set('one-layer', '{"drawings": 3}');
  assert.ok(!storage.follow('one-layer'));
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
    assert.match(storage.status.sentence, new RegExp(`does not keep your drawings: ${reason}\\.`));
    assert.ok(storage.status.isProblem);
    assert.ok(!storage.follow('one-layer'), 'what is kept nowhere else does not go');
    assert.equal(collection.drawings.length, 1);
    area.error = null;
    collection.add(drawing(1, 0.5));
    assert.ok(!storage.status.isProblem);
    assert.equal(parseStored(area.text).drawings.length, 2);
  });
}

test('forgetting leaves nothing behind, starting over leaves the drawings', () => {
  const { area, collection, storage, said } = open(formatStored([drawing(7)]));
  storage.finishRestoring();
  for (const forget of [() => storage.startOver(), () => storage.forget()]) {
    storage.keepItems([HAND, RUN]);
    storage.keepChoice('hand');
    storage.keepSettings({ epochs: 7 });
    assert.equal(area.texts.size, 5);
    forget();
    assert.match(said(), /^Forgotten/);
    assert.deepEqual([storage.items, storage.reads], [[], '']);
    assert.deepEqual([...area.texts.keys()], collection.drawings.length ? ['one-layer'] : []);
  }
  collection.undo();
  assert.deepEqual(collection.drawings, []);
});

test('what the server could not read is said after what was', () => {
  const { storage, said } = open(formatStored([drawing(7)]));
  storage.addProblem('Run 1 cannot be read.');
  assert.equal(said(), 'Back from this browser: 1 drawing. Run 1 cannot be read.');
});

test('it is opened once, however often a page is laid out', () => {
  const { collection, storage } = open(formatStored([drawing(7)]));
  collection.add(drawing(1, 0.5));
  storage.open('one-layer', LIMITS);
  assert.equal(collection.drawings.length, 2);
});
