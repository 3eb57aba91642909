import assert from 'node:assert/strict';
import test from 'node:test';
import { clamp, countPoints, fitter, placeIn, roundPoint } from './geometry.js';

test('a number is kept within its bounds', () => {
  assert.deepEqual(
    [-1, 3, 30].map((value) => clamp(value, 0, 27)),
    [0, 3, 27],
  );
});

test('points are counted over all strokes, and rounded to four decimals', () => {
  const dot = [0.12344, 0.00005];
  assert.equal(countPoints([[dot], [dot, dot]]), 3);
  assert.deepEqual(roundPoint(dot), [0.1234, 0.0001]);
});

test('a pointer has its place in a box, or beside it', () => {
  const box = { left: 100, top: 50, width: 200, height: 200 };
  assert.deepEqual(placeIn({ clientX: 150, clientY: 150 }, box), [0.25, 0.5]);
  assert.deepEqual(placeIn({ clientX: 0, clientY: 350 }, box), [-0.5, 1.5]);
});

test('a drawing fills its part of a square, in the middle, in its own shape', () => {
  const strokes = [
    [
      [0.2, 0.1],
      [0.4, 0.3],
    ],
    [[0.3, 0.5]],
  ];
  const fit = fitter(strokes, 100, 0.8);
  const near = (a, b) => assert.deepEqual(a.map(Math.fround), b);
  near(fit([0.3, 0.3]), [50, 50]);
  near(fit([0.3, 0.1]), [50, 10]);
  near(fit([0.2, 0.5]), [30, 90]);
});

test('a dot is not made large', () => {
  assert.deepEqual(fitter([[[0.7, 0.7]]], 120, 0.72)([0.7, 0.7]), [60, 60]);
});
