/** Trains the recipes of a sweep: a call of the server for each, one after another. The runs are not kept. */

import { slotOf } from '../dom/slots.js';
import { showSettings } from '../store/settings.js';
import { firstWeights } from './first_weights.js';
import { Job } from './job.js';
import { describeSweep, formatPair, makeSweepGrid } from './sweep_grid.js';
import { planSweep } from './sweep_plan.js';
import { trainRun } from './training.js';

/** @import { Recipe } from '../store/things.js' */
/** @import { Outcome, Outcomes } from './sweep_grid.js' */
/** @import { Limits, Plan } from './sweep_plan.js' */
/** @import { Start } from './training.js' */

const job = new Job('sweep-bar');
const grid = slotOf('sweep');
/** @type {Plan} */
let plan = []; // that the grid shows

/**
 * Trains the plan for a recipe, the largest batches first, because they are the quickest; unless a sweep goes on.
 * @param {Recipe} recipe
 * @param {Limits} limits
 */
export function sweep(recipe, limits) {
  return job.run(async (signal) => {
    plan = planSweep(recipe, limits);
    const { start } = firstWeights;
    /** @type {Outcomes} */
    const outcomes = new Map();
    const columns = plan[0].map((_, column) => plan.map((line) => line[column]));
    const recipes = columns.reverse().flat();
    for (const [i, each] of recipes.entries()) {
      grid.show(makeSweepGrid(plan, outcomes));
      const [done, fraction] = [`${i} of ${recipes.length}`, i / recipes.length];
      job.say(`${done} · now ${formatPair(each)} …`, fraction);
      const { outcome, problem } = await tryRecipe(each, start, signal, done);
      if (signal.aborted) return job.say(`Stopped after ${done}.`, fraction);
      if (!outcome) return job.say(`Not swept to the end. ${problem}`, fraction);
      outcomes.set(each, outcome);
    }
    grid.show(makeSweepGrid(plan, outcomes));
    job.say(describeSweep(outcomes), 1);
  });
}

/**
 * @param {Recipe} recipe
 * @param {Start | null} start
 * @param {AbortSignal} signal
 * @param {string} done  in words
 * @returns {Promise<{outcome: Outcome | null, problem: string}>}  outcome: null if it did not come to its end
 */
async function tryRecipe(recipe, start, signal, done) {
  const now = job.sentence;
  /** @type {Outcome['curve']} */
  let curve = [];
  const { last, ending, problem } = await trainRun(recipe, {
    isKept: false,
    start,
    signal,
    onReport: (_, { training }) => {
      curve = training;
    },
    onWait: (wait) => job.tellWait(wait, `${done} · `, now),
  });
  if (ending === 'diverged') return { outcome: { curve, metrics: null }, problem };
  const outcome = ending === 'trained' && last ? { curve, metrics: last.validation ?? last.training } : null;
  return { outcome, problem };
}

grid.onPress(({ row, column }) => {
  const { learning_rate, batch_size } = plan[row][column];
  showSettings({ learning_rate, batch_size });
  if (!job.isRunning) job.say(`Taken over into the settings: ${formatPair(plan[row][column])}.`, 1);
});
