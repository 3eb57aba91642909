/** Ten pictures of what a network looks for: orange for a digit, blue against it. */

import { PIXELS } from '../../reading/drawing.js';
import { strongestRegions } from '../../reading/regions.js';

/** @import { Captioned } from '../../components/pixel_pictures/pixel_pictures.js' */

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const FULL_COLOUR = 0.995; // of the absolute values are at most drawn in full colour

/**
 * The evidence that is drawn in full colour: the 99.5th percentile of its absolute values.
 * @param {Float32Array} evidence
 */
export function pictureScale(evidence) {
  const sizes = evidence.map(Math.abs).sort();
  const place = FULL_COLOUR * (sizes.length - 1);
  const low = Math.floor(place);
  const between = (sizes[low + 1] ?? sizes[low]) - sizes[low];
  return Math.max(sizes[low] + (place - low) * between, 1e-12);
}

/**
 * Pictures of evidence, on one scale.
 * @param {Float32Array} evidence  10 × 784
 * @param {(digit: number) => string} [describe]
 */
export function pictureEvidence(evidence, describe) {
  const scale = pictureScale(evidence);
  return picture(
    evidence.map((value) => value / scale),
    describe,
  );
}

/**
 * Pictures of what a snapshot looks for.
 * @param {Int8Array} looks  10 × 784, -127 to 127
 */
export function pictureLooks(looks) {
  return picture(Float32Array.from(looks, (value) => value / 127));
}

/**
 * Pictures of the difference between what two networks look for, the second's minus the first's. If their inputs differ,
 * each evidence is first divided by its own scale.
 * @param {Float32Array} one  its evidence, 10 × 784
 * @param {Float32Array} other
 * @param {readonly {name: string, form: string}[]} networks
 */
export function pictureDifference(one, other, [first, second]) {
  const [scale, otherScale] = first.form === second.form ? [1, 1] : [one, other].map(pictureScale);
  const difference = other.map((value, i) => value / otherScale - one[i] / scale);
  return pictureEvidence(difference, (digit) => `Evidence for ${digit}, ${second.name} minus ${first.name}`);
}

/**
 * @param {Float32Array} values  10 × 784, -1 to 1
 * @returns {Captioned[]}
 */
function picture(values, describe = (/** @type {number} */ digit) => `Evidence for ${digit}`) {
  return DIGITS.map((digit) => {
    const ofDigit = values.subarray(PIXELS * digit, PIXELS * (digit + 1));
    const { most, least } = strongestRegions(ofDigit);
    const text = `${describe(digit)}: most for it ${most}, most against it ${least}`;
    return { values: ofDigit, isInk: false, isEdges: false, text, caption: String(digit) };
  });
}
