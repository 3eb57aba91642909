import assert from 'node:assert/strict';
import test from 'node:test';
import { describe, isDot, isEmpty, paintStroke, turnImage } from './ink.js';

const nothing = { strokes: [], image: null };
const dot = [[0.5, 0.5]];

test('a pad is empty without strokes and without an image', () => {
  assert.ok(isEmpty(nothing));
  assert.ok(!isEmpty({ ...nothing, strokes: [dot] }));
  assert.ok(!isEmpty({ ...nothing, image: 'AA==' }));
});

test('a pad says what is on it', () => {
  assert.match(describe(nothing), /^Sketchpad, empty/);
  assert.equal(describe({ ...nothing, strokes: [dot] }), 'Sketchpad with 1 stroke');
  assert.equal(describe({ ...nothing, strokes: [dot, dot] }), 'Sketchpad with 2 strokes');
  assert.equal(describe({ ...nothing, image: 'AA==' }), 'Sketchpad with a picture of a digit');
});

/** What a stroke does to a canvas. */
function callsOf(points) {
  const calls = [];
  const context = new Proxy(
    { lineWidth: 8 },
    {
      get: (own, name) => own[name] ?? ((...values) => calls.push([name, ...values])),
    },
  );
  paintStroke(context, points);
  return calls;
}

test('a stroke is straight lines from point to point, as it is read', () => {
  assert.deepEqual(
    callsOf([
      [1, 2],
      [5, 2],
      [5, 9],
    ]),
    [['beginPath'], ['moveTo', 1, 2], ['lineTo', 5, 2], ['lineTo', 5, 9], ['stroke']],
  );
});

test('a single point is a dot as wide as the pen', () => {
  assert.deepEqual(callsOf([[3, 4]]), [['beginPath'], ['arc', 3, 4, 4, 0, 2 * Math.PI], ['fill']]);
});

test('a dot is ink that is too small for a digit', () => {
  const tiny = [
    [0.5, 0.5],
    [0.51, 0.5],
  ];
  const line = [
    [0.5, 0.2],
    [0.5, 0.8],
  ];
  assert.ok(isDot({ ...nothing, strokes: [dot] }));
  assert.ok(isDot({ ...nothing, strokes: [tiny] }));
  assert.ok(!isDot({ ...nothing, strokes: [dot, line] }));
  assert.ok(!isDot(nothing));
  assert.ok(!isDot({ ...nothing, image: 'AA==' }));
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
