// @ts-check
/** Numbers in words. */

/**
 * A weight with its sign. Raw inputs go up to 255, so their weights are small: three digits that count.
 * @param {number} value
 */
export function formatSigned(value) {
  const size = Math.abs(value);
  const text = size >= 0.01 || size === 0 ? size.toFixed(4) : size.toExponential(2);
  return `${value < 0 ? '−' : '+'}${text}`;
}
