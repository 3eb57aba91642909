/** Numbers of half precision (IEEE 754): one bit for the sign, five for the exponent, ten for the fraction. */

import { roundHalfToEven } from './drawing.js';

const LARGEST = 65504;
const SMALLEST_EXPONENT = -14; // smaller numbers have fewer digits

/**
 * Decodes a number of half precision.
 * @param {number} bits  16
 */
export function decodeHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24);
}

/**
 * Encodes a finite number in half precision, rounded to the nearest, of two to the one whose last bit is 0. One that is
 * too large becomes the largest.
 * @param {number} value
 * @returns {number}  16 bits
 */
export function encodeHalf(value) {
  const size = Math.min(Math.abs(value), LARGEST);
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  let exponent = Math.max(SMALLEST_EXPONENT, Math.floor(Math.log2(size || Number.MIN_VALUE)));
  if (2 ** (exponent + 1) <= size) exponent++; // the logarithm is rounded, too
  if (2 ** exponent > size && exponent > SMALLEST_EXPONENT) exponent--;
  const steps = size / 2 ** (exponent - 10);
  return sign + ((exponent - SMALLEST_EXPONENT) << 10) + roundHalfToEven(steps); // 1024 steps are the exponent's next one
}

/**
 * Rounds a number to half precision.
 * @param {number} value
 */
export function halfOf(value) {
  return decodeHalf(encodeHalf(value));
}
