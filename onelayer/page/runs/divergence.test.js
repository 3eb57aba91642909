import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { firstLoss, hasDiverged, lastLoss } from './divergence.js';

const recorded = JSON.parse(
  readFileSync(new URL('../../../tests/training/recorded_losses.json', import.meta.url), 'utf8'),
);

/** @param {[number, number | null][]} pairs */
const curveOf = (pairs) => /** @type {any} */ (pairs.map((pair) => [...pair, 0.9]));

test('recorded runs: only a rate that is far too large diverges', () => {
  for (const [name, pairs] of Object.entries(recorded))
    assert.equal(hasDiverged(curveOf(pairs)), /^rate/.test(name), name);
});

test('one bad report at the end is no divergence', () => {
  const pairs = Array.from({ length: 100 }, (_, i) => /** @type {[number, number]} */ ([(i + 1) / 100, 2]));
  pairs[99][1] = 150;
  assert.equal(hasDiverged(curveOf(pairs)), false);
  assert.ok(Math.abs(lastLoss(curveOf(pairs)) - (2 + 148 / 25)) < 1e-6);
});

test('a loss that is no number has diverged, and of no curve nobody knows', () => {
  assert.equal(
    hasDiverged(
      curveOf([
        [0.1, 2],
        [1, null],
      ]),
    ),
    true,
  );
  assert.equal(hasDiverged([]), false);
  assert.ok(Number.isNaN(firstLoss([])) && Number.isNaN(lastLoss([])));
});

test('the last part is weighed by its batches', () => {
  const curve = curveOf([
    [0.5, 9],
    [0.8, 4],
    [1, 1],
    [1, 99],
  ]);
  assert.ok(Math.abs(lastLoss(curve) - 1.6) < 1e-9);
  assert.equal(firstLoss(curve), 9);
});
