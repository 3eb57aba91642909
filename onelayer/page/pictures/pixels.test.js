import assert from 'node:assert/strict';
import test from 'node:test';
import { colourPixels } from './pixels.js';

const palette = { ink: [10, 20, 30], for: [200, 100, 0], against: [0, 100, 200] };

/** Red, green, blue and opacity of one pixel. */
function colourOf(value, { isInk = false, under = null } = {}) {
  const data = new Uint8ClampedArray(4);
  colourPixels(data, Float32Array.of(value), palette, isInk, under && Float32Array.of(under));
  return [...data];
}

test('the sign is the colour, the size its strength', () => {
  assert.deepEqual(colourOf(1), [200, 100, 0, 255]);
  assert.deepEqual(colourOf(-1), [0, 100, 200, 255]);
  assert.deepEqual(colourOf(-0.2), [0, 100, 200, 51]);
  assert.deepEqual(colourOf(7), [200, 100, 0, 255]);
  assert.deepEqual(colourOf(0), [0, 0, 0, 0]);
});

test('ink has one colour', () => {
  assert.deepEqual(colourOf(1, { isInk: true }), [10, 20, 30, 255]);
});

test('ink shines through where nothing lies on it', () => {
  assert.deepEqual(colourOf(0, { under: 1 }), [10, 20, 30, 41]);
  assert.deepEqual(colourOf(1, { under: 1 }), [200, 100, 0, 255]);
});
