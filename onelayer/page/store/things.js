/** The types of what the store keeps, and what can be said of them. */

import { isSameRounding, roundingOf, WHOLE } from '../reading/rounding.js';

/** @import { InputForm } from '../reading/inputs.js' */
/** @import { Network } from '../reading/network.js' */

/**
 * A recipe: settings by name.
 * @typedef {{epochs: number, input_form: InputForm} & Record<string, string | number | boolean>} Recipe
 *
 * @typedef {{loss: number, accuracy: number}} Metrics
 *
 * Accuracies in a network's file, 0 to 1, by name: training_accuracy, validation_accuracy, test_accuracy.
 * @typedef {Record<string, number>} Accuracies
 *
 * How a run ended. `running`: it goes on, on this page; `stopped`: the visitor stopped it; `lost`: the page that trained
 * it was left, or the server did not answer; `diverged`: the weights were no longer finite; `trained`: to its end.
 * @typedef {'running' | 'trained' | 'stopped' | 'lost' | 'diverged'} Ending
 *
 * @typedef {object} Run
 * @property {number} number  from 1; identifies it in this browser
 * @property {string} name
 * @property {Recipe} recipe
 * @property {number} drawings  how many of the visitor's drawings were among the examples
 * @property {number} batches  in an epoch
 * @property {number} batchesDone
 * @property {[number, number, number][]} training  the curve: epochs done, loss, accuracy
 * @property {[number, number, number][]} validation  the same, once an epoch; empty without validation
 * @property {number} seconds  of training
 * @property {Metrics | null} metrics  on the training images, over the last epoch
 * @property {Metrics | null} test  on the 10,000 test digits; null before it was inspected
 * @property {Network} network  the last snapshot's
 * @property {Ending} ending
 * @property {string} log  a line for each epoch
 * @property {string} [start]  the name of the network whose weights it began with; without it they were random
 * @property {Accuracies} [claimed]  by the file or the link that it came from; without it, it was trained in this browser
 * @property {boolean} [isFromLink]
 *
 * @typedef {object} Snapshot
 * @property {number} run
 * @property {number} batches  done
 * @property {Float32Array} kernel  10 × 784
 * @property {Float32Array} bias
 * @property {Int8Array} looks  10 × 784, what the network looks for: -127 (against) to 127 (for)
 *
 * What a network does with the 10,000 test digits.
 * @typedef {object} Inspection
 * @property {Metrics} test
 * @property {Uint8Array} labels
 * @property {Uint8Array} predicted
 * @property {Float32Array} probability  of the predicted digit
 * @property {Float32Array} loss  −log of the label's probability
 * @property {Float32Array} evidence  10 × 784, the average evidence of each pixel for each digit
 *
 * @typedef {object} Lesson
 * @property {Network} start  strength 0
 * @property {Network} taught  strength 1
 * @property {number} drawings
 * @property {number} held_out
 * @property {number} seconds
 * @property {number[]} strengths
 * @property {number[] | null} drawings_accuracy  at each strength; null if no drawing was held out
 * @property {number[]} mnist_accuracy
 * @property {{writer: string, held_out: number, accuracy: number[]}[]} writers
 *
 * @typedef {{lesson: Lesson, strength: number}} Hand  the network that a lesson taught, at a strength from 0 to 1
 */

export const HAND = 'hand';
export const HAND_NAME = 'Your hand';
const RUN = 'run-';

/**
 * Whether a recipe's network is rounded: it has fewer bits, or zeros.
 * @param {Record<string, unknown>} recipe
 */
export function rounds(recipe) {
  return !isSameRounding(roundingOf(recipe), WHOLE);
}

/**
 * The epochs of a recipe's whole run, those with rounded weights included.
 * @param {Recipe} recipe
 */
export function epochsOf(recipe) {
  return recipe.epochs + (rounds(recipe) ? Number(recipe.rounding_epochs) : 0);
}

/** @param {number} number */
export function keyOfRun(number) {
  return `${RUN}${number}`;
}

/**
 * The number of the run with a key; null if it is no run's.
 * @param {string} key
 */
export function numberInKey(key) {
  return key.startsWith(RUN) ? Number(key.slice(RUN.length)) : null;
}

/**
 * The network of a hand: (1 − strength) · start + strength · taught.
 * @param {Hand} hand
 * @returns {Network}
 */
export function networkOfHand({ lesson: { start, taught }, strength }) {
  const mix = (/** @type {ArrayLike<number>} */ from, /** @type {ArrayLike<number>} */ to) =>
    Float32Array.from(from, (value, i) => (1 - strength) * value + strength * to[i]);
  return { ...start, kernel: mix(start.kernel, taught.kernel), bias: mix(start.bias, taught.bias) };
}

/**
 * In what a run's network came from elsewhere; empty if it was trained in this browser.
 * @param {Pick<Run, 'claimed' | 'isFromLink'>} run
 * @returns {'' | 'file' | 'link'}
 */
export function broughtIn({ claimed, isFromLink }) {
  if (!claimed) return '';
  return isFromLink ? 'link' : 'file';
}

/**
 * The accuracies of a run by their names in a network's file, measured or else claimed; others are left out.
 * @param {Pick<Run, 'metrics' | 'validation' | 'test' | 'claimed'> | null} run
 * @returns {Accuracies}
 */
export function accuraciesOf(run) {
  const all = {
    training_accuracy: run?.metrics?.accuracy,
    validation_accuracy: run?.validation.at(-1)?.[2],
    test_accuracy: run?.test?.accuracy,
  };
  const measured = Object.entries(all).flatMap(([name, value]) =>
    Number.isFinite(value) ? [[name, Number(value)]] : [],
  );
  return { ...run?.claimed, ...Object.fromEntries(measured) };
}

/**
 * The same of a hand: its accuracy on the test digits, at its strength.
 * @param {Hand} hand
 * @returns {Accuracies}
 */
export function accuraciesOfHand({ lesson, strength }) {
  return { test_accuracy: lesson.mnist_accuracy[strengthIndex(lesson, strength)] };
}

/**
 * The index of the nearest strength at which a lesson was measured.
 * @param {Lesson} lesson
 * @param {number} strength
 */
export function strengthIndex({ strengths }, strength) {
  const distances = strengths.map((each) => Math.abs(each - strength));
  return distances.indexOf(Math.min(...distances));
}
