import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawingCollection, MOST_UNDO_STEPS, ROUND, ROUND_ORDER } from './collection.js';

const LIMITS = { drawings: 1000, strokes: 5000, points: 100_000 };

const drawing = (label, { points = 3, at = 0, writer = null } = {}) => ({
  label,
  writer,
  strokes: [Array.from({ length: points }, (_, i) => [at + i / 10_000, at])],
});
const labels = ({ drawings }) => drawings.map(({ label }) => label);

/** A collection with a drawing of each of these labels, and how often it told of a change. */
function collectionOf(...digits) {
  const collection = new DrawingCollection();
  collection.limits = LIMITS;
  digits.forEach((digit, i) => {
    assert.ok(collection.add(drawing(digit, { at: i / 1000 })));
  });
  return collection;
}

test('the round asks for each digit three times, and never twice in a row', () => {
  const collection = collectionOf();
  const asked = [];
  for (let digit = collection.nextDigit(); digit !== null; digit = collection.nextDigit()) {
    asked.push(digit);
    collection.add(drawing(digit, { at: asked.length / 1000 }));
  }
  assert.deepEqual(asked, ROUND_ORDER);
  assert.equal(collection.roundDone(), 10 * ROUND);
  assert.deepEqual(collection.counts(), new Array(10).fill(ROUND));
  assert.ok(ROUND_ORDER.every((digit, i) => digit !== ROUND_ORDER[i + 1]));
});

test('the round counts what is there already', () => {
  const collection = collectionOf(3, 3, 3, 3, 7);
  assert.equal(collection.roundDone(), 4);
  assert.equal(collection.nextDigit(), 0);
});

test('the round counts the visitor’s own drawings only, and those without a name are the visitor’s', () => {
  const collection = collectionOf(3);
  const ofClass = ROUND_ORDER.map((digit, i) => drawing(digit, { at: 0.5 + i / 1000, writer: 'Ada Lovelace' }));
  collection.addAll(ofClass);
  assert.equal(collection.roundDone(), 1);
  assert.equal(collection.nextDigit(), 7);
  let told = 0;
  collection.onChange(() => told++);
  collection.setOwner(' Ada  Lovelace ');
  assert.equal(collection.nextDigit(), null, 'the visitor is Ada');
  collection.setOwner('Ada Lovelace');
  assert.equal(told, 1);
});

test('a drawing that becomes equal to another is one with it, and undo parts them', () => {
  const collection = collectionOf(1, 2);
  const [one] = collection.drawings;
  collection.addAll([{ ...one, label: 7, writer: 'Ada' }]);
  const seven = collection.drawings[2];
  assert.ok(!collection.relabel(seven, 9));
  assert.deepEqual(labels(collection), [1, 2, 9]);
  assert.ok(collection.relabel(collection.drawings[2], 1));
  assert.deepEqual(labels(collection), [1, 2]);
  collection.undo();
  assert.deepEqual(labels(collection), [1, 2, 9]);
});

test('the same drawing is not kept twice but relabelled', () => {
  const collection = collectionOf();
  collection.add(drawing(1));
  collection.add(drawing(7));
  assert.deepEqual(labels(collection), [7]);
  collection.undo();
  assert.deepEqual(labels(collection), [1]);
});

test('drawings of the same label and strokes are one, to the four decimals that are kept', () => {
  const collection = collectionOf(1, 2);
  const [one, two] = collection.drawings;
  const nearly = { ...one, writer: 'Ada', strokes: one.strokes.map((stroke) => stroke.map(([x, y]) => [x + 1e-6, y])) };
  const others = [drawing(1, { at: 0.5 }), drawing(1, { at: 0.5 }), { ...two, label: 7 }];
  assert.deepEqual(collection.addAll([one, nearly, ...others]), { added: 2, present: 3, left: 0 });
  assert.deepEqual(labels(collection), [1, 2, 1, 7]);
  assert.ok(collection.add(drawing(1)), 'what is there needs no room');
  assert.equal(collection.drawings.length, 4);
});

test('what the pen goes on with is not what was kept', () => {
  const collection = collectionOf();
  const { strokes } = drawing(1);
  collection.add({ label: 1, writer: null, strokes });
  strokes[0].push([1, 1]);
  assert.equal(collection.drawings[0].strokes[0].length, 3);
});

test('changes can be undone one by one, and what did not change is the same object', () => {
  const collection = collectionOf(1, 2, 3);
  const [first, second, third] = collection.drawings;
  collection.relabel(first, 9);
  assert.deepEqual(labels(collection), [9, 2, 3]);
  assert.equal(first.label, 1);
  assert.equal(collection.drawings[2], third);
  collection.remove(second);
  assert.deepEqual(labels(collection), [9, 3]);
  collection.undo();
  assert.deepEqual(labels(collection), [9, 2, 3]);
  assert.equal(collection.drawings[1], second);
  collection.undo();
  assert.deepEqual(collection.drawings, [first, second, third]);
  for (let i = 0; i < 10; i++) collection.undo();
  assert.deepEqual(labels(collection), []);
  assert.equal(collectionOf(...Array.from({ length: 50 }, (_, i) => i % 10)).before.length, MOST_UNDO_STEPS);
});

test('what is gone cannot be changed, and what is changed to what it is is no change', () => {
  const collection = collectionOf(1, 2);
  const [first] = collection.drawings;
  collection.remove(first);
  const steps = collection.before.length;
  collection.remove(first);
  collection.relabel(first, 5);
  collection.relabel(collection.drawings[0], 2);
  assert.deepEqual(labels(collection), [2]);
  assert.equal(collection.before.length, steps);
});

test('a full collection takes no more, and says its limits', () => {
  const many = Array.from({ length: 1010 }, (_, i) => drawing(i % 10, { at: i / 10_000 }));
  const collection = collectionOf();
  assert.deepEqual(collection.addAll(many), { added: 1000, present: 0, left: 10 });
  assert.ok(!collection.add(drawing(1, { at: 0.9 })));
  assert.match(collection.fullSentence, /1,000 drawings, 5,000 strokes and 100,000 points in all are the most/);
  assert.deepEqual(collection.addAll(many), { added: 0, present: 1000, left: 10 });
  const large = collectionOf();
  const eight = Array.from({ length: 8 }, (_, i) => drawing(1, { points: 20_000, at: i / 10 }));
  assert.deepEqual(large.addAll(eight), { added: 5, present: 0, left: 3 });
  assert.ok(!large.add(drawing(2, { points: 2, at: 0.9 })));
  large.remove(large.drawings[0]);
  assert.ok(large.add(drawing(2, { points: 2, at: 0.9 })));
});

test('what is cleared or replaced is no change to be undone', () => {
  const collection = collectionOf(1, 2);
  collection.clear();
  collection.undo();
  assert.deepEqual(labels(collection), []);
  collection.replace([drawing(4)]);
  collection.undo();
  assert.deepEqual(labels(collection), [4]);
  collection.replace(Array.from({ length: 1001 }, () => drawing(4)));
  assert.equal(collection.drawings.length, 1000);
});

test('every change is told of, once and at once', () => {
  const collection = collectionOf();
  const told = [];
  collection.onChange(() => told.push(labels(collection)));
  collection.add(drawing(1));
  collection.addAll([drawing(2), drawing(3)]);
  collection.relabel(collection.drawings[0], 7);
  collection.undo();
  collection.remove(collection.drawings[2]);
  collection.clear();
  assert.deepEqual(told, [[1], [1, 2, 3], [7, 2, 3], [1, 2, 3], [1, 2], []]);
});
