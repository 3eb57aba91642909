/** The network: one dense layer, 784 → 10, and its reading of an image. The same as onelayer/reading/network.py. */

import { PIXELS } from './drawing.js';
import { prepareInputs } from './inputs.js';
import { packNetwork, tensorsOf, unpackNetwork } from './packed_network.js';
import { roundingOf, WEIGHTS, WHOLE } from './rounding.js';
import { formatSafetensors, parseSafetensors } from './safetensors.js';

/** @import { InputForm } from './inputs.js' */

export const DIGITS = 10;

/**
 * @typedef {object} Network
 * @property {Float32Array} kernel  10 × 784: the weights of digit 0, then those of 1, …
 * @property {ArrayLike<number>} bias  ten numbers
 * @property {InputForm} inputForm
 * @property {Record<string, string | number | boolean>} [recipe]  the recipe that trained it, if it came from a file
 *
 * @typedef {object} Reading
 * @property {Uint8Array} image  784 bytes
 * @property {Float64Array} inputs  784 numbers
 * @property {number[]} logits
 * @property {number[]} probabilities
 * @property {number} predictedDigit  the most probable digit
 * @property {number} runnerUp  the second most probable digit
 */

/**
 * Reads the network in a file's bytes, as onelayer/files/network_file.py writes them. Throws if there is none.
 * @param {ArrayBuffer} bytes
 * @returns {Network}
 */
export function parseNetwork(bytes) {
  const { metadata, tensors } = parseSafetensors(bytes);
  const recipe = JSON.parse(metadata.recipe);
  const rounding = roundingOf(recipe);
  for (const [name, { shape }] of Object.entries(tensorsOf(rounding))) {
    if (String(tensors.get(name)?.shape) !== String(shape)) throw new Error('That is not a network.');
  }
  return { ...unpackNetwork(Object.fromEntries(tensors), rounding), inputForm: recipe.input_form, recipe };
}

/**
 * Makes a network from the numbers that the functions of the server give.
 * @param {Float32Array} numbers  7,850: a kernel (784, 10) row by row, and the bias
 * @param {InputForm} inputForm
 * @returns {Network & {bias: Float32Array}}
 */
export function networkOfNumbers(numbers, inputForm) {
  const kernel = { shape: [PIXELS, DIGITS], numbers: numbers.subarray(0, WEIGHTS) };
  const bias = { shape: [DIGITS], numbers: numbers.subarray(WEIGHTS) };
  return { ...unpackNetwork({ kernel, bias }, WHOLE), inputForm };
}

/**
 * Writes the file of a network, packed as its recipe says it is rounded, as onelayer/files/network_file.py reads it.
 * @param {Network} network
 * @param {Record<string, number>} [accuracies]  0 to 1, by name
 * @returns {ArrayBuffer}
 */
export function formatNetwork(network, accuracies = {}) {
  const { inputForm, recipe } = network;
  const metadata = {
    recipe: JSON.stringify({ ...recipe, input_form: inputForm }),
    accuracies: JSON.stringify(accuracies),
  };
  return formatSafetensors(packNetwork(network, roundingOf(recipe)), metadata);
}

/**
 * Reads one image.
 * @param {Network} network
 * @param {Uint8Array} image
 * @returns {Reading}
 */
export function read(network, image) {
  const inputs = prepareInputs(image, network.inputForm);
  const logits = computeLogits(network, inputs);
  const order = logits.map((_, digit) => digit).sort((a, b) => logits[b] - logits[a]);
  return { image, inputs, logits, probabilities: softmax(logits), predictedDigit: order[0], runnerUp: order[1] };
}

/**
 * Computes the ten logits, inputs · kernel + bias.
 * @param {Network} network
 * @param {ArrayLike<number>} inputs
 */
function computeLogits({ kernel, bias }, inputs) {
  return Array.from({ length: DIGITS }, (_, digit) => {
    let sum = bias[digit];
    for (let i = 0, weight = PIXELS * digit; i < PIXELS; i++, weight++) sum += inputs[i] * kernel[weight];
    return sum;
  });
}

/**
 * exp(logits) / Σ exp(logits). The largest logit is subtracted first, so that exp is finite.
 * @param {number[]} logits
 */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/**
 * Returns the 784 weights of a digit.
 * @param {Network} network
 * @param {number} digit
 */
export function weightsOf({ kernel }, digit) {
  return kernel.subarray(PIXELS * digit, PIXELS * (digit + 1));
}

/**
 * Returns the 784 weights of one digit minus those of another.
 * @param {Network} network
 * @param {number} digit
 * @param {number} other
 */
export function weightDifference(network, digit, other) {
  const others = weightsOf(network, other);
  return new Float64Array(weightsOf(network, digit)).map((weight, i) => weight - others[i]);
}

/**
 * Computes the smallest change of a reading's inputs after which two digits have the same logit.
 *
 * The logits differ by inputs · d + c, with d the difference of the weights and c that of the biases. They are equal on
 * a plane; its nearest point lies in the direction u · d, at the step −(inputs · d + c) / (d · (u · d)) · (u · d).
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @param {number} other
 * @param {ArrayLike<number> | null} usual  u, the usual size of each input; Σ step² / u is minimised, so that an input
 *   that is nearly always 0 hardly changes. null: 1 for all inputs
 */
export function smallestChange(network, reading, digit, other, usual) {
  const difference = weightDifference(network, digit, other);
  const step = difference.map((value, i) => (usual ? usual[i] * value : value));
  const length = difference.reduce((sum, value, i) => sum + value * step[i], 0);
  const factor = -(reading.logits[digit] - reading.logits[other]) / Math.max(length, 1e-12);
  return step.map((value) => factor * value);
}
