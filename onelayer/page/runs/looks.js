/** Pictures of what a network looks for: the average evidence of each pixel for each digit. */

import { strongestRegions } from '../../browser/regions.js';

/** @import { Picture } from '../../browser/evidence.js' */

const PIXELS = 784;
const IN_FULL_COLOUR = 0.995; // this fraction of the numbers is drawn fainter than in full colour

/**
 * A picture of evidence.
 * @param {ArrayLike<number>} values  784 numbers, -1 (against) to 1 (for)
 * @param {string} text  a description; the regions with the most evidence are added
 * @returns {Picture}
 */
export function pictureLooks(values, text) {
  const { most, least } = strongestRegions(values);
  return { values, isInk: false, isEdges: false, text: `${text}: most for it ${most}, most against it ${least}` };
}

/**
 * The ten pictures of a network, on one scale.
 * @param {Float32Array} evidence  10 × 784
 * @returns {Picture[]}
 */
export function pictureEvidenceOfAll(evidence) {
  const scale = scaleOf(evidence);
  return Array.from({ length: evidence.length / PIXELS }, (_, digit) => {
    const values = evidence.subarray(PIXELS * digit, PIXELS * (digit + 1)).map((value) => value / scale);
    return pictureLooks(values, `Evidence for ${digit}`);
  });
}

/**
 * The size of a number that is drawn in full colour.
 * @param {Float32Array} numbers
 */
export function scaleOf(numbers) {
  const sizes = numbers.map(Math.abs).sort();
  return Math.max(1e-12, sizes[Math.floor(IN_FULL_COLOUR * (sizes.length - 1))]);
}
