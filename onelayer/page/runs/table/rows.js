/** The rows of the table of runs. */

import { formatCount } from '../../dom/words.js';
import { formatPercent } from '../../reading/format.js';
import { broughtIn, keyOfRun } from '../../store/things.js';
import { hasDiverged } from '../training/divergence.js';
import { nameRecipe } from '../training/recipes.js';

/** @import { Accuracies, Metrics, Run } from '../../store/things.js' */
/** @import { Known } from '../training/recipes.js' */

/**
 * A network that is no run; accuracies: training, validation, test, 0 to 1. The key of a published one is empty.
 * @typedef {{key: string, name: string, accuracies: (number | null)[]}} Other
 *
 * @typedef {object} Row
 * @property {string} key  empty if the row has no actions
 * @property {string} name
 * @property {string} about  how it was trained
 * @property {string} time
 * @property {string} training
 * @property {string} validation
 * @property {string} test
 * @property {boolean} own
 * @property {boolean} best  it reads more of the test digits than the visitor's other runs
 */

const SPLITS = ['training', 'validation', 'test'];

/** What is said of a run by its ending. */
const MARKS = { trained: '', running: ' · in training', stopped: ' · stopped', lost: ' · broken off', diverged: '' };

/**
 * Runs, the newest first, then the other networks.
 * @param {readonly Run[]} runs
 * @param {readonly Other[]} others
 * @param {Known} known
 * @returns {Row[]}
 */
export function makeRows(runs, others, known) {
  const best = bestRun(runs);
  const own = [...runs].reverse().map((run) => ({
    ...row(keyOfRun(run.number), run.name, [run.metrics, validated(run), run.test].map(accuracyOf), run.claimed),
    about: describeRun(run, known),
    time: run.seconds ? `${run.seconds.toFixed(2)} s` : '',
    own: true,
    best: run === best,
  }));
  return [...own, ...others.map(({ key, name, accuracies }) => row(key, name, accuracies))];
}

/**
 * The run that reads the most of the test digits, the first of several; null where there are not two.
 * @param {readonly Run[]} runs
 */
function bestRun(runs) {
  const measured = runs.filter((run) => run.test);
  const accuracy = (/** @type {Run} */ run) => run.test?.accuracy ?? 0;
  if (measured.length < 2) return null;
  return measured.reduce((best, run) => (accuracy(run) > accuracy(best) ? run : best));
}

/**
 * @param {string} key
 * @param {string} name
 * @param {(number | null)[]} accuracies
 * @param {Accuracies} [claimed]  stand in for those that were not measured
 * @returns {Row}
 */
function row(key, name, accuracies, claimed = {}) {
  const [training, validation, test] = SPLITS.map((split, i) => {
    const claim = claimed[`${split}_accuracy`];
    return accuracies[i] === null && claim !== undefined
      ? `claimed ${formatPercent(claim)}`
      : formatPercent(accuracies[i]);
  });
  return { key, name, about: '', time: '', training, validation, test, own: false, best: false };
}

/** @param {Metrics | null} metrics */
function accuracyOf(metrics) {
  return metrics?.accuracy ?? null;
}

/**
 * The metrics of the last validation; null if there was none.
 * @param {Run} run
 * @returns {Metrics | null}
 */
export function validated({ validation }) {
  const last = validation.at(-1);
  return last ? { loss: last[1], accuracy: last[2] } : null;
}

/**
 * Whether the loss of a run ran away.
 * @param {Run} run
 */
export function isDiverged({ ending, training }) {
  return ending === 'diverged' || (ending !== 'running' && hasDiverged(training));
}

/**
 * Says in one line how a run was trained.
 * @param {Run} run
 * @param {Known} known
 */
function describeRun(run, known) {
  const drawings = run.drawings ? ` · ${formatCount(run.drawings, 'drawing')} of yours` : '';
  const brought = broughtIn(run);
  const origin = `${brought && ` · from a ${brought}`}${run.start ? ` · went on from ${run.start}` : ''}`;
  const diverged = isDiverged(run) ? ' · diverged' : '';
  return `${nameRecipe(run.recipe, known)}${origin}${drawings}${MARKS[run.ending]}${diverged}`;
}
