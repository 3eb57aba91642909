/** Evidence: what each pixel says for one digit, on the drawing itself, and how it adds up to the digit's logit. */

import { formatSigned } from './format.js';
import { weightsOf } from './network.js';
import { evidenceInk, pixelEvidence } from './pixel_evidence.js';
import { describeEvidence } from './regions.js';

/** @import { Network, Reading } from './network.js' */

/**
 * @typedef {object} Picture  784 numbers to be drawn
 * @property {ArrayLike<number>} values  0 to 1 for ink, −1 (against) to 1 (for) for evidence
 * @property {boolean} isInk
 * @property {boolean} isEdges  they are drawn as the edges of direction inputs
 * @property {string} text  what it shows, for who cannot see it
 * @property {ArrayLike<number> | null} [under]  ink, 0 to 1, that shines through
 *
 * @typedef {{name: string, amount: string, kind: '' | 'for' | 'against' | 'total'}} Term  a line of a sum
 * @typedef {{heading: string, sentence: string, pictures: Picture[], terms: Term[]}} Reason
 */

/**
 * The evidence of a reading for a digit.
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @returns {Reason}
 */
export function explainEvidence(network, reading, digit) {
  const evidence = pixelEvidence(reading, weightsOf(network, digit), network.inputForm);
  const shared =
    network.inputForm === 'directions'
      ? ' Each input is an edge’s strength; its evidence is shared among the pixels that made the edge.'
      : '';
  return {
    heading: `Why ${digit}?`,
    sentence: `Orange pixels speak for ${digit}, blue ones against it.${shared}`,
    pictures: [pictureEvidence(evidence, network, reading, digit)],
    terms: sumTerms(evidence, network.bias[digit], 'bias', `logit of ${digit}`),
  };
}

/**
 * Pixel evidence as a picture over its ink.
 * @param {Float64Array} evidence
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @returns {Picture}
 */
export function pictureEvidence(evidence, network, reading, digit) {
  const largest = Math.max(1e-12, ...evidence.map(Math.abs));
  return {
    values: evidence.map((value) => value / largest),
    isInk: false,
    isEdges: false,
    text: describeEvidence(evidence, digit),
    under: evidenceInk(reading, network.inputForm),
  };
}

/**
 * The evidence for, the evidence against, the bias, and their sum.
 * @param {Float64Array} evidence
 * @param {number} bias
 * @param {string} biasName
 * @param {string} totalName
 * @returns {Term[]}
 */
export function sumTerms(evidence, bias, biasName, totalName) {
  const [most, least] = sumBySign(evidence);
  return [
    { name: 'orange, for', amount: formatSigned(most), kind: 'for' },
    { name: 'blue, against', amount: formatSigned(least), kind: 'against' },
    { name: biasName, amount: formatSigned(bias), kind: '' },
    { name: totalName, amount: formatSigned(most + least + bias), kind: 'total' },
  ];
}

/**
 * The sum of what is above 0, and of what is below.
 * @param {Float64Array} numbers
 */
export function sumBySign(numbers) {
  return [1, -1].map((sign) => numbers.reduce((sum, value) => (sign * value > 0 ? sum + value : sum), 0));
}
