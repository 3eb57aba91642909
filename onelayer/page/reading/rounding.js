/**
 * Rounding: a network whose weights have few bits each, or of whose weights many are 0. The same as
 * onelayer/reading/rounding.py.
 */

import { PIXELS, roundHalfToEven } from './drawing.js';
import { halfOf } from './half.js';

/** @import { Network } from './network.js' */

/**
 * @typedef {object} Rounding
 * @property {number} bits  of a weight, one of BITS; 32 are not rounded
 * @property {number} sparsity  the fraction of the weights that are 0, from 0 to less than 1
 *
 * @typedef {{levels: Int8Array, scale: Float64Array}} Fitted  levels: 10 × 784; scale: of each digit, in half precision
 */

export const BITS = [1, 2, 3, 4, 8, 32];
/** @type {Readonly<Rounding>} */
export const WHOLE = { bits: 32, sparsity: 0 };
export const DIGITS = 10; // as in network.js, which imports this module
export const WEIGHTS = PIXELS * DIGITS;
const FITS = 20; // of the scales, as in Python
const REACHES = 0.49; // of a level: the largest weight always has the largest level, so what is rounded already stays as it is

/**
 * Rounds a network's weights, and its bias to half precision if the weights have fewer than 32 bits. A network that was
 * rounded so stays as it is.
 * @param {Network} network
 * @param {Rounding} rounding
 * @returns {Network}  its recipe says how it is rounded
 */
export function roundNetwork(network, { bits, sparsity }) {
  const isKept = findKept(network.kernel, sparsity);
  const rounded = { ...network, recipe: { ...network.recipe, bits, sparsity } };
  if (bits === 32) return { ...rounded, kernel: network.kernel.map((weight, i) => (isKept[i] ? weight : 0)) };
  const { levels, scale } = fitLevels(network.kernel, bits, isKept);
  const kernel = network.kernel.map((_, i) => (isKept[i] ? levels[i] * scale[Math.floor(i / PIXELS)] : 0));
  return { ...rounded, kernel, bias: Float32Array.from(network.bias, halfOf) };
}

/**
 * How the network of a recipe is rounded.
 * @param {Record<string, unknown>} [recipe]
 * @returns {Rounding}
 */
export function roundingOf({ bits = WHOLE.bits, sparsity = WHOLE.sparsity } = {}) {
  return { bits: Number(bits), sparsity: Number(sparsity) };
}

/**
 * @param {Rounding} one
 * @param {Rounding} other
 */
export function isSameRounding(one, other) {
  return one.bits === other.bits && one.sparsity === other.sparsity;
}

/**
 * A rounding as a key: one for each number of bits and each sparsity.
 * @param {Rounding} rounding
 */
export function keyOfRounding({ bits, sparsity }) {
  return `${bits} ${sparsity}`;
}

/**
 * The number of weights that are 0 at a sparsity.
 * @param {number} sparsity
 */
export function countZeros(sparsity) {
  return roundHalfToEven(sparsity * WEIGHTS);
}

/**
 * Finds the weights that do not become 0. Those of least magnitude become 0, of equal ones the first in the kernel of
 * (784, 10), row by row.
 * @param {Float32Array} kernel  10 × 784
 * @param {number} sparsity
 * @returns {Uint8Array}  10 × 784, 1 for a weight that is kept
 */
export function findKept(kernel, sparsity) {
  const isKept = new Uint8Array(WEIGHTS).fill(1);
  const zeros = countZeros(sparsity);
  if (!zeros) return isKept;
  const last = kernel.map(Math.abs).sort()[zeros - 1]; // the largest that becomes 0
  let equal = zeros; // that become 0 of those that are as large
  for (const [i, weight] of kernel.entries()) {
    if (Math.abs(weight) < last) {
      isKept[i] = 0;
      equal--;
    }
  }
  for (let place = 0; equal; place++) {
    const i = placeInPage(place);
    if (Math.abs(kernel[i]) !== last) continue;
    isKept[i] = 0;
    equal--;
  }
  return isKept;
}

/**
 * The place of a weight of the kernel (784, 10), row by row, in the page's kernel, 10 × 784.
 * @param {number} place
 */
export function placeInPage(place) {
  return PIXELS * (place % DIGITS) + Math.floor(place / DIGITS);
}

/**
 * The largest level: 1 bit has the levels −1 and 1, b bits have −(2^(b−1) − 1) to 2^(b−1) − 1.
 * @param {number} bits
 */
export function mostLevel(bits) {
  return Math.max(1, 2 ** (bits - 1) - 1);
}

/**
 * Finds the levels q and the scales a that make Σ (weight − a q)² small, for each digit: by turns each level is the one
 * nearest to its weight, and the scale is Σ weight q / Σ q² (S. P. Lloyd 1982).
 * @param {Float32Array} kernel  10 × 784
 * @param {number} bits  fewer than 32
 * @param {Uint8Array} isKept  10 × 784: the others do not count
 * @returns {Fitted}
 */
export function fitLevels(kernel, bits, isKept) {
  const levels = new Int8Array(WEIGHTS);
  const scale = new Float64Array(DIGITS);
  for (let digit = 0; digit < DIGITS; digit++) {
    const [first, end] = [PIXELS * digit, PIXELS * (digit + 1)];
    const sizes = new Float64Array(PIXELS);
    for (let i = 0; i < PIXELS; i++) sizes[i] = Math.abs(kernel[first + i]) * isKept[first + i];
    const fitted = fitScale(sizes, bits, isKept.subarray(first, end));
    for (let i = first; i < end; i++) {
      const level = levelOf(sizes[i - first], fitted, bits);
      levels[i] = kernel[i] < 0 ? -level : level;
    }
    scale[digit] = halfOf(fitted);
  }
  return { levels, scale };
}

/**
 * @param {Float64Array} sizes  784, of one digit's weights
 * @param {number} bits
 * @param {Uint8Array} isKept  784
 */
function fitScale(sizes, bits, isKept) {
  const [largest, most] = [sizes.reduce((one, other) => Math.max(one, other)), mostLevel(bits)];
  let scale = largest / most;
  for (let fit = 0; fit < FITS; fit++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < PIXELS; i++) {
      const level = levelOf(sizes[i], scale, bits);
      sum += sizes[i] * level;
      squares += level * level * isKept[i];
    }
    const next = Math.min(sum / Math.max(squares, 1), largest / (most - REACHES));
    if (next === scale) break; // and so it stays
    scale = next;
  }
  return scale;
}

/**
 * The level, 0 or more, nearest to a weight's size; half a level is rounded up.
 * @param {number} size
 * @param {number} scale
 * @param {number} bits
 */
function levelOf(size, scale, bits) {
  return bits === 1 ? 1 : Math.min(Math.floor(size / (scale > 0 ? scale : 1) + 0.5), mostLevel(bits));
}
