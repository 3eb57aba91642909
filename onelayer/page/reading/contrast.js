/** Why one digit and not another: the evidence for the difference of their logits. */

import { pictureEvidence, sumTerms } from './evidence.js';
import { formatSigned } from './format.js';
import { weightDifference } from './network.js';
import { pixelEvidence } from './pixel_evidence.js';

/** @import { Reason } from './evidence.js' */
/** @import { Network, Reading } from './network.js' */

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
