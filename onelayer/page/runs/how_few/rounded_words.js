/** The words of How few?: what bits, zeros, bytes and accuracies are called. */

import { formatCount } from '../../dom/words.js';
import { formatPercent } from '../../reading/format.js';

/** @import { Rounding } from '../../reading/rounding.js' */

/** @type {Record<number, string>} */
const LEVELS = {
  1: '−, +',
  2: '−, 0, +',
  3: '7 levels, −3 to +3',
  4: '15 levels, −7 to +7',
  8: '255 levels, −127 to +127',
  32: 'as trained',
};

/**
 * Says what a weight of so many bits may be: "2 bits: −, 0, +".
 * @param {number} bits  1, 2, 3, 4, 8 or 32
 */
export function describeBits(bits) {
  return `${formatCount(bits, 'bit')}: ${LEVELS[bits]}`;
}

/**
 * Says how many weights are 0: "50 %: 3,920 of 7,840 weights".
 * @param {number} sparsity  0 to 1
 * @param {number} weights  that are 0
 */
export function describeZeros(sparsity, weights) {
  const percent = `${Math.round(100 * sparsity)} %`;
  return sparsity
    ? `${percent}: the ${weights.toLocaleString('en')} smallest weights are 0`
    : `${percent}: all weights stay`;
}

/**
 * Names a run of rounded weights: "Upright, 2 bits", "Upright, 50 % zeros".
 * @param {string} name  of the network that it goes on from
 * @param {Rounding} rounding
 */
export function nameRounded(name, { bits, sparsity }) {
  const zeros = `${Math.round(100 * sparsity)} % zeros`;
  return [name, ...(bits < 32 ? [formatCount(bits, 'bit')] : []), ...(sparsity ? [zeros] : [])].join(', ');
}

/**
 * Says what training with rounded weights came to.
 * @param {{name: string, seconds: number}} run
 * @param {number | null} before  the accuracy of the network that was only rounded, 0 to 1; null if it is not known
 * @param {number} after  the accuracy of the run's
 */
export function describeTrainedOn({ name, seconds }, before, after) {
  const from = before === null ? '' : `${formatPercent(before)} → `;
  return `${from}${formatPercent(after)} in ${seconds.toFixed(1)} s. It is one of your runs now, “${name}”, and can read on Draw.`;
}

/**
 * What a screen reader says once an accuracy is known: "2 bits, 0 % zeros: 96.86 % right, trained on 99.24 %".
 * @param {Rounding} rounding
 * @param {number | null} accuracy  of the rounded network, 0 to 1; null if it is not known
 * @param {number | null} trained  of the network that was trained on
 */
export function describeReading({ bits, sparsity }, accuracy, trained) {
  if (accuracy === null) return '';
  const on = trained === null ? '' : `, trained on ${formatPercent(trained)}`;
  return `${formatCount(bits, 'bit')}, ${Math.round(100 * sparsity)} % zeros: ${formatPercent(accuracy)} right${on}`;
}
