/** The outcomes of a sweep: a grid of cells, and a sentence. */

import { formatLoss } from '../../dom/words.js';
import { formatNumber, formatPercent } from '../../reading/format.js';
import { firstLoss, hasDiverged } from '../training/divergence.js';
import { trainingImages } from '../training/recipes.js';

/** @import { Cell, Grid } from '../../components/heat_grid/heat_grid.js' */
/** @import { Recipe } from '../../store/things.js' */
/** @import { Curve } from '../training/divergence.js' */
/** @import { Plan } from './sweep_plan.js' */

/**
 * @typedef {object} Outcome
 * @property {Curve} curve  of training
 * @property {readonly [loss: number, accuracy: number] | null} metrics  at the end, on the validating images, or over the
 *   epoch's training images if there are none; null if a weight was no longer finite
 *
 * @typedef {Map<Recipe, Outcome>} Outcomes  so far
 */

const [WORST_ERROR, BEST_ERROR] = [0.5, 0.02]; // a cell has no colour at the first, full colour at the second
const FULL = 0.9; // the share of colour in a cell of full colour
/** @type {Cell} */
const WAITING = { text: '', fraction: 0, words: 'Not trained yet', kind: 'waiting' };

/**
 * Makes the picture of the outcomes so far.
 * @param {Plan} plan
 * @param {Outcomes} outcomes
 * @returns {Grid}
 */
export function makeSweepGrid(plan, outcomes) {
  return {
    rows: plan.map(([{ learning_rate }]) => formatNumber(Number(learning_rate))),
    columns: plan[0].map(({ batch_size }) => String(batch_size)),
    cells: plan.map((line) => line.map((recipe) => makeCell(recipe, outcomes.get(recipe)))),
  };
}

/**
 * @param {Recipe} recipe
 * @param {Outcome | undefined} outcome
 * @returns {Cell}
 */
function makeCell(recipe, outcome) {
  if (!outcome) return WAITING;
  const pair = formatPair(recipe);
  const where = pair[0].toUpperCase() + pair.slice(1);
  if (!outcome.metrics) {
    const words = `${where}: diverged, the weights are no numbers any more`;
    return { text: 'diverged', fraction: 0, words, kind: 'outside' };
  }
  const [loss, accuracy] = outcome.metrics;
  const diverged = hasDiverged(outcome.curve);
  const error = Math.min(WORST_ERROR, Math.max(BEST_ERROR, 1 - accuracy));
  const fraction = Math.log(WORST_ERROR / error) / Math.log(WORST_ERROR / BEST_ERROR);
  const began = diverged ? `, which began at ${formatLoss(firstLoss(outcome.curve))}: diverged` : '';
  return {
    text: `${formatPercent(accuracy, 1)}\nloss ${formatLoss(loss)}${diverged ? ' ↑' : ''}`,
    fraction: Number((FULL * fraction).toFixed(3)),
    words: `${where}: accuracy ${formatPercent(accuracy, 1)}, loss ${formatLoss(loss)}${began}`,
    kind: diverged ? 'wrong' : 'right',
  };
}

/**
 * Summarizes a whole sweep.
 * @param {Outcomes} outcomes
 */
export function describeSweep(outcomes) {
  const measured = [...outcomes].flatMap(([recipe, { metrics }]) =>
    metrics ? [{ recipe, accuracy: metrics[1] }] : [],
  );
  if (!measured.length) return 'Everything diverged: the learning rate is far too large.';
  const { recipe, accuracy } = measured.reduce((best, each) => (each.accuracy > best.accuracy ? each : best));
  const images = recipe.validation_split ? 'validation' : 'the training images themselves';
  const diverged = [...outcomes.values()].filter(({ metrics, curve }) => !metrics || hasDiverged(curve)).length;
  return (
    `Best after one epoch of ${trainingImages(recipe, { ways: 0, windows: 0 }).toLocaleString('en')} images: ${formatPercent(accuracy, 1)} on ${images}, ` +
    `${formatPair(recipe)}. ${diverged} of ${outcomes.size} diverged: their loss ended far above ` +
    'where it began. Choose a cell to take its numbers over.'
  );
}

/**
 * Writes a recipe's learning rate and batch size: "rate 0.01, batches of 64".
 * @param {Recipe} recipe
 */
export function formatPair({ learning_rate, batch_size }) {
  return `rate ${formatNumber(Number(learning_rate))}, batches of ${batch_size}`;
}
