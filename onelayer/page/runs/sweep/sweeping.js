/** Trains the recipes of a sweep: a call of the server for each, one after another. The runs are not kept. */

import { slotOf } from '../../dom/slots.js';
import { showSettings } from '../../store/settings.js';
import { firstWeights } from '../retrain/first_weights.js';
import { Job } from '../training/job.js';
import { trainRun } from '../training/training.js';
import { describeSweep, formatPair, makeSweepGrid } from './sweep_grid.js';
import { planSweep } from './sweep_plan.js';

/** @import { Wait } from '../../server/functions.js' */
/** @import { Recipe } from '../../store/things.js' */
/** @import { Outcomes } from './sweep_grid.js' */
/** @import { Limits, Plan } from './sweep_plan.js' */

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
      const now = `${done} · now ${formatPair(each)} …`;
      job.say(now, fraction);
      const onWait = (/** @type {Wait | null} */ wait) => job.tellWait(wait, `${done} · `, now);
      const { last, curve, ending, problem } = await trainRun(each, { isKept: false, start, signal, onWait });
      if (signal.aborted) return job.say(`Stopped after ${done}.`, fraction);
      const metrics = ending === 'trained' && last ? (last.validation ?? last.training) : null;
      if (!metrics && ending !== 'diverged') return job.say(`Not swept to the end. ${problem}`, fraction);
      outcomes.set(each, { curve, metrics });
    }
    grid.show(makeSweepGrid(plan, outcomes));
    job.say(describeSweep(outcomes), 1);
  });
}

grid.onPress(({ row, column }) => {
  const { learning_rate, batch_size } = plan[row][column];
  showSettings({ learning_rate, batch_size });
  if (!job.isRunning) job.say(`Taken over into the settings: ${formatPair(plan[row][column])}.`, 1);
});
