/**
 * The verdict on a reading: sure, torn between two digits, or the drawing looks like no digit, or like two digits. The
 * same as onelayer/reading/verdict.py, which explains the prototypes.
 */

import { PIXELS } from './drawing.js';
import { formatProbability } from './format.js';
import { prepareInputs } from './inputs.js';
import { DIGITS } from './network.js';
import { parseSafetensors } from './safetensors.js';
import { areTwoDigits } from './two_digits.js';

/** @import { Stroke } from './drawing.js' */
/** @import { InputForm } from './inputs.js' */
/** @import { Reading } from './network.js' */

/** @type {InputForm} */
const PROTOTYPE_FORM = 'directions';
const CLOSE = 0.6; // if the two largest probabilities differ by less than this, the verdict names both digits

/**
 * @typedef {object} Prototypes  the usual appearance of the ten digits, in edge directions
 * @property {Float32Array} means  10 × 784, the mean of each digit
 * @property {Float32Array} patterns  10 × k × 784, the usual variations of each digit
 * @property {Float32Array} limits  10, the largest distance at which a drawing still looks like the digit
 * @property {Float32Array} average  784, the mean of the means
 *
 * @typedef {object} Verdict
 * @property {number[]} digits  the predicted digit alone, or two digits whose probabilities are close, the more
 *   probable first
 * @property {boolean} isFamiliar  the drawing looks like the predicted digit
 * @property {boolean} isTwo  two digits were drawn
 * @property {boolean} isSure  one digit is predicted, one was drawn, and the drawing looks like it
 */

/**
 * Reads the prototypes in a file's bytes. Throws if there are none.
 * @param {ArrayBuffer} bytes
 * @returns {Prototypes}
 */
export function parsePrototypes(bytes) {
  const { tensors } = parseSafetensors(bytes);
  const [means, patterns, limits] = ['means', 'patterns', 'limits'].map((name) => {
    const numbers = tensors.get(name)?.numbers;
    if (!(numbers instanceof Float32Array)) throw new Error('Those are no prototypes.');
    return numbers;
  });
  const average = new Float32Array(PIXELS);
  for (let i = 0; i < means.length; i++) average[i % PIXELS] += means[i] / DIGITS;
  return { means, patterns, limits, average };
}

/**
 * Gives the verdict on a reading.
 * @param {Reading} reading
 * @param {InputForm} inputForm  of the network that read
 * @param {Prototypes | null} prototypes  null for none: every drawing is taken for familiar
 * @param {Float64Array[]} [ofVisitor]  edge directions of the visitor's own drawings of the predicted digit; a drawing
 *   that is near one of them is familiar too, even if other people write the digit differently
 * @param {Stroke[]} [strokes]  the strokes of the drawing; none if an image was read
 * @returns {Verdict}
 */
export function judge(reading, inputForm, prototypes, ofVisitor = [], strokes = []) {
  const { probabilities, predictedDigit: digit, runnerUp } = reading;
  const isFamiliar = !prototypes || strangenessOf(directionsOf(reading, inputForm), digit, prototypes, ofVisitor) <= 1;
  const isTorn = probabilities[digit] - probabilities[runnerUp] < CLOSE;
  const isTwo = areTwoDigits(strokes);
  const isSure = isFamiliar && !isTorn && !isTwo;
  return { digits: isTorn ? [digit, runnerUp] : [digit], isFamiliar, isTwo, isSure };
}

/**
 * Says in words how sure the answer is.
 * @param {{reading: Reading, verdict: Verdict}} judged
 */
export function sentenceOf({
  reading: { probabilities, predictedDigit },
  verdict: { isFamiliar, isTwo, isSure, digits },
}) {
  if (isTwo) return 'Not sure: two digits? Draw one at a time';
  if (!isFamiliar) return 'Not sure: it looks like no digit I know';
  if (!isSure) return `Not sure: ${digits.join(' or ')}`;
  return `${formatProbability(probabilities[predictedDigit])} sure`;
}

/**
 * Returns the edge directions of a reading's image.
 * @param {Reading} reading
 * @param {InputForm} inputForm  of the network that read
 */
export function directionsOf({ image, inputs }, inputForm) {
  return inputForm === PROTOTYPE_FORM ? inputs : prepareInputs(image, PROTOTYPE_FORM);
}

/**
 * Computes how unlike a digit a drawing is: its distance from the digit ÷ the distance at which it still looks like it.
 * @param {Float64Array} directions  its edge directions
 * @param {number} digit
 * @param {Prototypes} prototypes
 * @param {Float64Array[]} [ofVisitor]  edge directions of the visitor's own drawings of the digit: of them and the mean
 *   of other people's the nearest one counts
 */
export function strangenessOf(directions, digit, prototypes, ofVisitor = []) {
  const mean = prototypes.means.subarray(PIXELS * digit, PIXELS * (digit + 1));
  const distances = [mean, ...ofVisitor].map((from) => distance(directions, from, prototypes, digit));
  return Math.min(...distances) / prototypes.limits[digit];
}

/**
 * Computes the distance of edge directions from a mean of a digit: √(|q|² − Σ (pattern · q)²), with q = inputs − mean.
 * @param {Float64Array} inputs
 * @param {ArrayLike<number>} mean
 * @param {Prototypes} prototypes
 * @param {number} digit
 */
function distance(inputs, mean, { patterns }, digit) {
  const apart = new Float64Array(PIXELS); // loops: map and reduce take three times as long
  let unexplained = 0;
  for (let i = 0; i < PIXELS; i++) {
    apart[i] = inputs[i] - mean[i];
    unexplained += apart[i] * apart[i];
  }
  const ofDigit = patterns.length / DIGITS;
  for (let first = ofDigit * digit; first < ofDigit * (digit + 1); first += PIXELS) {
    let along = 0;
    for (let i = 0; i < PIXELS; i++) along += apart[i] * patterns[first + i];
    unexplained -= along * along;
  }
  return Math.sqrt(Math.max(0, unexplained));
}
