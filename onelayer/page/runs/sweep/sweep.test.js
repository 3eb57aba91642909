import assert from 'node:assert/strict';
import test from 'node:test';
import { trainingImages } from '../training/recipes.js';
import { describeSweep, makeSweepGrid } from './sweep_grid.js';
import { planSweep } from './sweep_plan.js';

const limits = { examples: [1000, 60_000], learning_rate: [0.000001, 10] };
const article = {
  epochs: 5,
  batch_size: 64,
  learning_rate: 0.01,
  optimizer: 'sgd',
  input_form: 'raw',
  examples: 60_000,
  validation_split: 0.2,
  styles: 0,
  variations: 0,
  calibrate: false,
};
const images = (recipe) => trainingImages(recipe, { ways: 0 });
const ratesOf = (plan) => plan.map(([{ learning_rate }]) => learning_rate);

test('a plan has a row for each rate and a column for each batch size', () => {
  const upright = {
    ...article,
    learning_rate: 0.003,
    optimizer: 'adam',
    styles: 80,
    validation_split: 0.05,
    calibrate: true,
  };
  for (const recipe of [article, upright, { ...article, examples: 5000, validation_split: 0 }]) {
    const plan = planSweep(recipe, limits);
    assert.deepEqual(
      ratesOf(plan),
      [0.001, 0.01, 0.1, 1, 10, 100].map((factor) => Number((factor * recipe.learning_rate).toFixed(9))),
    );
    for (const line of plan) {
      assert.deepEqual(
        line.map(({ batch_size }) => batch_size),
        [16, 64, 256, 1024],
      );
      for (const cell of line) {
        const { epochs, styles, calibrate, optimizer } = cell;
        assert.deepEqual([epochs, styles, calibrate, optimizer], [1, 0, false, recipe.optimizer]);
        assert.equal(images(cell) % 1024, 0);
        assert.ok(cell.examples <= recipe.examples);
      }
    }
  }
});

test('too few images for the largest batch are taken as they are', () => {
  assert.equal(planSweep({ ...article, examples: 1000 }, limits)[0][0].examples, 1000);
});

test('rates stay inside the limits', () => {
  assert.deepEqual(ratesOf(planSweep({ ...article, learning_rate: 0.000001 }, limits)), [1e-6, 1e-5, 1e-4]);
  assert.deepEqual(ratesOf(planSweep({ ...article, learning_rate: 10 }, limits)), [0.01, 0.1, 1, 10]);
});

const plan = [
  [
    { ...article, batch_size: 16 },
    { ...article, batch_size: 64 },
  ],
  [
    { ...article, learning_rate: 0.00001, batch_size: 16 },
    { ...article, learning_rate: 0.00001, batch_size: 64 },
  ],
];
const steady = [[1, 2, 0.9]];
const outcomes = new Map([
  [plan[0][0], { curve: steady, metrics: [0.412, 0.87] }],
  [plan[0][1], { curve: [[0.1, 2, 0.1], [1, 4200, 0.8]], metrics: [4200, 0.8] }], // biome-ignore format: a curve
  [plan[1][0], { curve: [], metrics: null }],
]);

test('each cell says what its pair led to', () => {
  const grid = makeSweepGrid(plan, outcomes);
  assert.deepEqual([grid.rows, grid.columns], [['0.01', '0.00001'], ['16', '64']]); // biome-ignore format: a pair
  const [[right, wrong], [outside, waiting]] = grid.cells;
  assert.deepEqual(right, {
    text: '87.0 %\nloss 0.41',
    fraction: 0.377,
    words: 'Rate 0.01, batches of 16: accuracy 87.0 %, loss 0.41',
    kind: 'right',
  });
  assert.deepEqual([wrong.text, wrong.kind], ['80.0 %\nloss 4,200 ↑', 'wrong']);
  assert.match(wrong.words, /loss 4,200, which began at 2\.00: diverged$/);
  assert.deepEqual([outside.text, outside.kind, waiting.kind], ['diverged', 'outside', 'waiting']);
  assert.match(outside.words, /^Rate 0\.00001, batches of 16: diverged, the weights are no numbers/);
});

test('a sweep in a sentence', () => {
  assert.equal(
    describeSweep(outcomes),
    'Best after one epoch of 48,000 images: 87.0 % on validation, rate 0.01, batches of 16. 2 of 3 diverged: their loss ' +
      'ended far above where it began. Choose a cell to take its numbers over.',
  );
  assert.match(describeSweep(new Map([[plan[1][0], outcomes.get(plan[1][0])]])), /^Everything diverged/);
});
