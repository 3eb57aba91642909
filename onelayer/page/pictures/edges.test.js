import assert from 'node:assert/strict';
import test from 'node:test';
import { DIRECTIONS, inputAt, PLACES } from '../reading/directions.js';
import { lineOf } from './edges.js';

test('each direction of each place has an input of its own', () => {
  const inputs = new Set();
  for (let row = 0; row < PLACES; row++) {
    for (let column = 0; column < PLACES; column++) {
      for (let direction = 0; direction < DIRECTIONS; direction++) inputs.add(inputAt(row, column, direction));
    }
  }
  assert.equal(inputs.size, 784);
  assert.deepEqual([Math.min(...inputs), Math.max(...inputs)], [0, 783]);
  assert.equal(inputAt(1, 2, 6), 28 * 5 + 10);
});

test('ink that grows to the right has an upright edge on the left of its place', () => {
  const [x, y, endX, endY] = lineOf(3, 3, 0, 1);
  assert.ok(Math.abs(x - endX) < 1e-12);
  assert.ok(x < 0.5);
  assert.ok(y > 0.5 && endY < 0.5);
});

test('ink that grows downwards has a level edge above its place', () => {
  const [x, y, endX, endY] = lineOf(3, 3, 4, 1);
  assert.ok(Math.abs(y - endY) < 1e-12);
  assert.ok(y < 0.5);
  assert.ok(x < 0.5 && endX > 0.5);
});
