/** The smallest change of the inputs after which two digits have the same logit. */

import { evidenceInk, sumBySign } from './evidence.js';
import { LARGEST, scaleInputs } from './inputs.js';
import { smallestChange } from './network.js';
import { strongestRegions } from './regions.js';

/** @import { Reason } from './evidence.js' */
/** @import { Network, Reading } from './network.js' */
/** @import { Prototypes } from './verdict.js' */

const WEAKEST_EDGE = 0.3; // fraction of the strongest; weaker ones are not drawn: 784 edges at once look like noise

/**
 * Explains a reading by the shortest step of the inputs after which two digits have the same logit.
 * @param {Network} network
 * @param {Reading} reading
 * @param {number} digit
 * @param {number} other
 * @param {Prototypes} prototypes  give the usual strength of each edge
 * @returns {Reason}
 */
export function explainChange(network, reading, digit, other, prototypes) {
  const { inputForm: form } = network;
  const isEdges = form === 'directions';
  const change = smallestChange(network, reading, digit, other, isEdges ? prototypes.average : null);
  const after = scaleInputs(
    reading.inputs.map((input, i) => input + change[i]),
    form,
  );
  const { most, least } = strongestRegions(change);
  const [unit, thing] = isEdges ? ['', 'edges'] : [' px', 'ink'];
  const amounts = sumBySign(change).map((sum) => `${(Math.abs(sum) / LARGEST[form]).toFixed(2)}${unit}`);
  const moved = Math.hypot(...change) / Math.max(Math.hypot(...reading.inputs), 1e-12);
  return {
    heading: `The smallest change to ${other}`,
    sentence: `Add the orange ${thing}, take away the blue, and ${digit} and ${other} are level.`,
    pictures: [
      {
        values: pictureChange(change, isEdges),
        isInk: false,
        isEdges,
        text: `${isEdges ? 'Edges' : 'Ink'} to add, most of it: ${most}; to remove: ${least}`,
        under: evidenceInk(reading, form),
      },
      {
        values: after.map((value) => Math.min(1, Math.max(0, value))),
        isInk: true,
        isEdges,
        text: `The inputs after the change, where ${digit} and ${other} are level`,
      },
    ],
    terms: [
      { name: '+ add', amount: amounts[0], kind: 'for' },
      { name: '− remove', amount: amounts[1], kind: 'against' },
      { name: `of all its ${thing}`, amount: `${(100 * moved).toFixed(0)} %`, kind: 'total' },
    ],
  };
}

/**
 * @param {Float64Array} change
 * @param {boolean} isEdges
 */
function pictureChange(change, isEdges) {
  const largest = Math.max(1e-12, ...change.map(Math.abs));
  const weakest = isEdges ? WEAKEST_EDGE : 0;
  return change.map((value) => (Math.abs(value) < weakest * largest ? 0 : value / largest));
}
