/** The recipes of a sweep over learning rates and batch sizes. */

import { trainingImages } from '../training/recipes.js';

/** @import { Recipe } from '../../store/things.js' */

/** @typedef {Recipe[][]} Plan  a row for each learning rate, a column for each batch size */
/** @typedef {Record<'examples' | 'learning_rate', [low: number, high: number]>} Limits  of a recipe */

const FACTORS = [0.001, 0.01, 0.1, 1, 10, 100]; // the sweep tries the recipe's learning rate times each of these
const BATCH_SIZES = [16, 64, 256, 1024];

/**
 * Plans one epoch on a recipe's MNIST images for each learning rate and batch size, without calibration or rounding.
 * @param {Recipe} recipe
 * @param {Limits} limits
 * @returns {Plan}
 */
export function planSweep(recipe, limits) {
  const [low, high] = limits.learning_rate;
  const rates = FACTORS.map((factor) => Number((factor * Number(recipe.learning_rate)).toPrecision(3)));
  const inside = new Set(rates.map((rate) => Math.min(high, Math.max(low, rate))));
  const single = { ...recipe, epochs: 1, styles: 0, captchas: 0, calibrate: false, bits: 32, sparsity: 0 };
  const even = { ...single, examples: countEvenly(single, limits.examples[0]) };
  return [...inside]
    .sort((a, b) => a - b)
    .map((rate) => BATCH_SIZES.map((size) => ({ ...even, learning_rate: rate, batch_size: size })));
}

/**
 * The largest number of examples that leaves only whole batches for training, in every batch size: for a smaller last
 * batch the server would have to compile its loop again. If there is no such number, the recipe's own.
 * @param {Recipe} recipe
 * @param {number} least
 */
function countEvenly(recipe, least) {
  const largest = Math.max(...BATCH_SIZES);
  const most = Number(recipe.examples);
  for (let examples = most; examples >= least; examples--) {
    if (trainingImages({ ...recipe, examples }, { ways: 0, windows: 0 }) % largest === 0) return examples;
  }
  return most;
}
