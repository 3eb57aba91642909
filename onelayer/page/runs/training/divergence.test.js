/**
 * When the loss of a run ran away, on recorded losses: of the article's recipe, of larger rates, and of edge directions.
 * `recorded_losses.json` has pairs of epochs done and the mean loss since the pair before.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { FAR_ABOVE, firstLoss, hasDiverged, lastLoss } from './divergence.js';

const recorded = JSON.parse(readFileSync(new URL('./recorded_losses.json', import.meta.url), 'utf8'));
const curveOf = (pairs) => pairs.map(([epochs, loss]) => [epochs, loss, 0.9]);
const upTo = (pairs, epochs) => curveOf(pairs.filter(([end]) => end <= epochs));

test('a run that converges has not diverged, however noisy it is, after each of its epochs', () => {
  const converging = Object.entries(recorded).filter(([name]) => !name.startsWith('rate'));
  assert.ok(converging.length);
  for (const [name, pairs] of converging) {
    for (let epochs = 1; epochs <= pairs.at(-1)[0]; epochs++) {
      const curve = upTo(pairs, epochs);
      assert.ok(!hasDiverged(curve), `${name}: ${epochs}`);
      assert.ok(lastLoss(curve) < 1.3 * firstLoss(curve), 'far from where a run is said to have diverged');
    }
  }
});

test('a rate that is far too large diverges', () => {
  for (const name of ['rate 1, 3 epochs', 'rate 10, 3 epochs', 'rate 1000, 3 epochs']) {
    for (const epochs of [1, 2, 3]) {
      const curve = upTo(recorded[name], epochs);
      assert.ok(hasDiverged(curve), name);
      assert.ok(lastLoss(curve) > 5 * FAR_ABOVE * firstLoss(curve), 'far from where a run is said to have converged');
    }
  }
});

test('one bad report at the end is no divergence', () => {
  const curveTo = (last) => curveOf(Array.from({ length: 100 }, (_, i) => [(i + 1) / 100, i === 99 ? last : 2]));
  assert.ok(Math.abs(lastLoss(curveTo(100 * FAR_ABOVE)) - (2 + (100 * FAR_ABOVE - 2) / 25)) < 1e-9);
  assert.ok(!hasDiverged(curveTo(10 * FAR_ABOVE)));
});

test('a loss that is no number has diverged', () => {
  for (const loss of [null, Number.NaN, Infinity]) {
    assert.ok(
      hasDiverged([
        [0.1, 2, 0.5],
        [1, loss, null],
      ]),
    );
  }
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

test('of a run without a curve nobody knows', () => {
  assert.ok(!hasDiverged([]));
  assert.ok(Number.isNaN(firstLoss([])) && Number.isNaN(lastLoss([])));
});
