/** The rungs of the climb, the visitor's runs of them, and their sentences. */

/** @import { Metrics, Recipe, Run } from '../../store/things.js' */

/**
 * @typedef {object} Rung
 * @property {string} key
 * @property {string} name
 * @property {string} change  from the rung before, in a few words
 * @property {Recipe} recipe
 *
 * @typedef {Run & {test: Metrics}} Tested
 */

/**
 * The latest run of exactly a recipe, trained in this browser to its end, from random weights and without the visitor's
 * drawings; null if there is none.
 * @param {readonly Run[]} runs  in the order of their numbers
 * @param {Recipe} recipe
 * @returns {Run | null}
 */
export function runOf(runs, recipe) {
  const isSame = (/** @type {Recipe} */ other) => Object.keys(recipe).every((name) => other[name] === recipe[name]);
  const isOwn = (/** @type {Run} */ { ending, drawings, start, claimed }) =>
    ending === 'trained' && !drawings && start === undefined && !claimed;
  const found = runs.filter((run) => isOwn(run) && isSame(run.recipe));
  return found.at(-1) ?? null;
}

/**
 * The runs of the rungs whose accuracy on the test digits is known, by the rung's key.
 * @param {readonly Rung[]} rungs
 * @param {readonly Run[]} runs
 * @returns {Map<string, Tested>}
 */
export function resultsOf(rungs, runs) {
  /** @type {Map<string, Tested>} */
  const results = new Map();
  for (const { key, recipe } of rungs) {
    const run = runOf(runs, recipe);
    if (run?.test) results.set(key, { ...run, test: run.test });
  }
  return results;
}

/**
 * Writes a rung's number and name: "Rung 3 of 6, Better optimizer".
 * @param {readonly Rung[]} rungs
 * @param {Rung} rung
 */
export function nameRung(rungs, rung) {
  return `Rung ${rungs.indexOf(rung) + 1} of ${rungs.length}, ${rung.name}`;
}
