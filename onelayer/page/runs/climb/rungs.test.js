import assert from 'node:assert/strict';
import test from 'node:test';
import { nameRung, resultsOf, runOf } from './rungs.js';

const rungs = ['The article’s', 'Scaled'].map((name, i) => ({ key: name, name, recipe: { epochs: 5, seed: i } }));
const run = (number, changes = {}) => ({
  number,
  recipe: { seed: 0, epochs: 5 },
  ending: 'trained',
  drawings: 0,
  test: { loss: 0.4, accuracy: 0.89 },
  ...changes,
});

test('a rung is trained where there is a whole run of just its recipe; the latest counts', () => {
  const others = [
    { ending: 'stopped' },
    { ending: 'running' },
    { drawings: 3 },
    { start: 'Run 1' },
    { claimed: {} },
    { recipe: { seed: 0, epochs: 6 } },
  ];
  const runs = [run(1), run(2), ...others.map((changes, i) => run(3 + i, changes))];
  assert.equal(runOf(runs, rungs[0].recipe).number, 2);
  assert.equal(runOf(runs, rungs[1].recipe), null);
});

test('a result is known when the run has been measured on the test digits', () => {
  const runs = [run(1), run(2, { recipe: { epochs: 5, seed: 1 }, test: null })];
  assert.deepEqual([...resultsOf(rungs, runs)], [['The article’s', runs[0]]]);
});

test('what the line says of a rung', () => {
  assert.equal(nameRung(rungs, rungs[1]), 'Rung 2 of 2, Scaled');
});
