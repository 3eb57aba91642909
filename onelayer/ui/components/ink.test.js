import assert from 'node:assert/strict';
import test from 'node:test';
import { countPoints, describe, isEmpty, turnImage } from './ink.js';

const nothing = { strokes: [], image: null };
const dot = [[0.5, 0.5]];

test('a pad is empty without strokes and without an image', () => {
  assert.ok(isEmpty(nothing));
  assert.ok(!isEmpty({ ...nothing, strokes: [dot] }));
  assert.ok(!isEmpty({ ...nothing, image: 'AA==' }));
});

test('points are counted over all strokes', () => {
  assert.equal(countPoints({ ...nothing, strokes: [dot, [...dot, ...dot]] }), 3);
});

test('a pad says what is on it', () => {
  assert.match(describe(nothing), /^Sketchpad, empty/);
  assert.equal(describe({ ...nothing, strokes: [dot] }), 'Sketchpad with 1 stroke');
  assert.equal(describe({ ...nothing, strokes: [dot, dot] }), 'Sketchpad with 2 strokes');
  assert.equal(describe({ ...nothing, image: 'AA==' }), 'Sketchpad with a picture of a digit');
});

test('an image turned once lies to the right, four times is as it was', () => {
  const image = new Uint8Array(784);
  image[5 * 28 + 10] = 9; // row 5, column 10
  const once = turnImage(image);
  assert.equal(once.indexOf(9), 10 * 28 + 23);
  assert.deepEqual(turnImage(turnImage(turnImage(once))), image);
});

test('an image whose first row has ink loses none of it when it is turned', () => {
  const image = new Uint8Array(784).fill(7);
  assert.deepEqual(turnImage(image), image);
});
