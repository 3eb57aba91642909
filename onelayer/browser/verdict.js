/**
 * How far to trust a reading: sure, torn between two digits, or shown something that looks like no digit. The twin of
 * onelayer/reading/verdict.py, which says how the prototypes came about.
 */

import { PIXELS } from './drawing.js';
import { prepareInputs } from './inputs.js';
import { DIGITS } from './network.js';
import { parseSafetensors } from './safetensors.js';

/** @import { InputForm } from './inputs.js' */
/** @import { Reading } from './network.js' */

const CLOSE = 0.6; // when the second digit's probability comes this near the first's, both are named

/**
 * @typedef {object} Prototypes  what the ten digits look like, in direction inputs
 * @property {Float32Array} means  10 × 784
 * @property {Float32Array} patterns  10 × k × 784: how each digit usually varies
 * @property {Float32Array} limits  the largest distance from its digit at which a drawing still looks like it
 * @property {Float32Array} average  784: the mean of the means
 *
 * @typedef {object} Verdict
 * @property {number[]} digits  the predicted one, or the two that it is torn between, the more probable first
 * @property {boolean} isFamiliar  it looks like a digit
 * @property {boolean} isSure  it is one digit, and looks like it
 */

/**
 * The prototypes of a file's bytes.
 * @param {ArrayBuffer} bytes
 * @returns {Prototypes}
 */
export function parsePrototypes(bytes) {
  const { tensors } = parseSafetensors(bytes);
  const [means, patterns, limits] = ['means', 'patterns', 'limits'].map((name) => tensors.get(name)?.numbers);
  if (!means || !patterns || !limits) throw new Error('Those are no prototypes.');
  const average = new Float32Array(PIXELS);
  for (let i = 0; i < means.length; i++) average[i % PIXELS] += means[i] / DIGITS;
  return { means, patterns, limits, average };
}

/**
 * The verdict on a reading.
 * @param {Reading} reading
 * @param {InputForm} inputForm  of the network that read
 * @param {Prototypes} prototypes
 * @param {Float64Array[]} [ofVisitor]  direction inputs of the predicted digit as the visitor writes it: they are
 *   familiar, however unlike other people's they are
 * @returns {Verdict}
 */
export function judge(reading, inputForm, prototypes, ofVisitor = []) {
  const { image, inputs, probabilities, predictedDigit: digit, runnerUp } = reading;
  const directions = inputForm === 'directions' ? inputs : prepareInputs(image, 'directions');
  const mean = prototypes.means.subarray(PIXELS * digit, PIXELS * (digit + 1));
  const distances = [mean, ...ofVisitor].map((from) => distance(directions, from, prototypes, digit));
  const isFamiliar = Math.min(...distances) <= prototypes.limits[digit];
  const isTorn = probabilities[digit] - probabilities[runnerUp] < CLOSE;
  return { digits: isTorn ? [digit, runnerUp] : [digit], isFamiliar, isSure: isFamiliar && !isTorn };
}

/**
 * How far direction inputs are from a mean of a digit: √(|q|² − Σ (pattern · q)²), with q from the mean.
 * @param {Float64Array} inputs
 * @param {ArrayLike<number>} mean
 * @param {Prototypes} prototypes
 * @param {number} digit
 */
function distance(inputs, mean, { patterns }, digit) {
  const apart = inputs.map((input, i) => input - mean[i]);
  let unexplained = apart.reduce((sum, value) => sum + value * value, 0);
  const ofDigit = patterns.length / DIGITS;
  for (let first = ofDigit * digit; first < ofDigit * (digit + 1); first += PIXELS) {
    let along = 0;
    for (let i = 0; i < PIXELS; i++) along += apart[i] * patterns[first + i];
    unexplained -= along * along;
  }
  return Math.sqrt(Math.max(0, unexplained));
}
