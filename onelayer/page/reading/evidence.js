/**
 * Evidence: how much each pixel of the drawing speaks for a digit, or for one rather than another, and how this adds up
 * to the digit's logit, or to the difference of two.
 */

import { shareAmongPixels } from './directions.js';
import { formatSigned } from './format.js';
import { prepareInputs } from './inputs.js';
import { weightDifference, weightsOf } from './network.js';
import { strongestRegions } from './regions.js';
import { makeUpright } from './upright.js';

/** @import { InputForm } from './inputs.js' */
/** @import { Network, Reading } from './network.js' */

/**
 * @typedef {object} Picture  784 numbers to be drawn
 * @property {ArrayLike<number>} values  0 to 1 for ink, −1 (against) to 1 (for) for evidence
 * @property {boolean} isInk
 * @property {boolean} isEdges  whether to draw them as edge directions
 * @property {string} text  a description for visitors who cannot see the picture
 * @property {ArrayLike<number> | null} [under]  784 numbers of ink, 0 to 1, drawn below the others
 *
 * @typedef {{name: string, amount: string, kind: '' | 'for' | 'against' | 'total'}} Term  a line of a sum
 * @typedef {{heading: string, sentence: string, pictures: Picture[], terms: Term[]}} Reason
 */

/**
 * Explains a reading by the evidence for a digit.
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
 * Explains a reading by the evidence for one digit rather than another.
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @param {number} other
 * @returns {Reason}
 */
export function explainContrast(network, reading, digit, other) {
  const contrast = pixelEvidence(reading, weightDifference(network, digit, other), network.inputForm);
  const margin = reading.logits[digit] - reading.logits[other];
  const lead = formatSigned(Math.abs(margin)).slice(1);
  const { bias } = network;
  return {
    heading: `Why ${digit} and not ${other}?`,
    sentence: `Orange pixels prefer ${digit}, blue ones ${other}; ${margin >= 0 ? digit : other} leads by ${lead}.`,
    pictures: [pictureEvidence(contrast, network, reading, digit)],
    terms: sumTerms(contrast, bias[digit] - bias[other], 'biases', `logit ${digit} − logit ${other}`),
  };
}

/**
 * Makes a picture of pixel evidence, over the ink.
 * @param {Float64Array} evidence
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @returns {Picture}
 */
function pictureEvidence(evidence, network, reading, digit) {
  const largest = Math.max(1e-12, ...evidence.map(Math.abs));
  const { most, least } = strongestRegions(evidence);
  return {
    values: evidence.map((value) => value / largest),
    isInk: false,
    isEdges: false,
    text: `Strongest evidence for ${digit}: ${most}; against: ${least}`,
    under: evidenceInk(reading, network.inputForm),
  };
}

/**
 * Lists the evidence for a digit, the evidence against it, the bias, and their sum.
 * @param {Float64Array} evidence
 * @param {number} bias
 * @param {string} biasName
 * @param {string} totalName
 * @returns {Term[]}
 */
function sumTerms(evidence, bias, biasName, totalName) {
  const [most, least] = sumBySign(evidence);
  return [
    { name: 'orange, for', amount: formatSigned(most), kind: 'for' },
    { name: 'blue, against', amount: formatSigned(least), kind: 'against' },
    { name: biasName, amount: formatSigned(bias), kind: '' },
    { name: totalName, amount: formatSigned(most + least + bias), kind: 'total' },
  ];
}

/**
 * Returns the sum of all positive numbers, and the sum of all negative ones.
 * @param {Float64Array} numbers
 */
export function sumBySign(numbers) {
  return [1, -1].map((sign) => numbers.reduce((sum, value) => (sign * value > 0 ? sum + value : sum), 0));
}

/**
 * Computes the evidence of each pixel for a digit (above 0) or against it (below 0).
 *
 * Raw, scaled and upright inputs are pixels, so the evidence of an input (input × weight) is its pixel's evidence. The
 * evidence of an edge direction is divided among the pixels that contribute to it.
 * @param {Reading} reading
 * @param {ArrayLike<number>} weights  of a digit, or the difference of two digits' weights
 * @param {InputForm} inputForm
 * @returns {Float64Array}  784 numbers with the sum inputs · weights; the pixels are those of the image for raw and
 *   scaled inputs, those of the upright image for the other forms
 */
export function pixelEvidence(reading, weights, inputForm) {
  const evidence = reading.inputs.map((input, i) => input * weights[i]);
  return inputForm === 'directions' ? shareAmongPixels(makeUpright(reading.image), evidence) : evidence;
}

/**
 * Returns the ink below the picture of pixel evidence: 784 numbers from 0 to 1.
 * @param {Reading} reading
 * @param {InputForm} inputForm
 */
export function evidenceInk(reading, inputForm) {
  const isUpright = inputForm === 'upright' || inputForm === 'directions';
  return prepareInputs(reading.image, isUpright ? 'upright' : 'scaled');
}
