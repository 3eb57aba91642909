/** Numbers in words. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/**
 * A number with its sign and two decimals, or none where it is large.
 * @param {number} amount
 */
export function formatSigned(amount) {
  const size = Math.abs(amount);
  return `${amount < 0 ? '−' : '+'}${size < 1000 ? size.toFixed(2) : WHOLE.format(size)}`;
}

/**
 * A weight with its sign. Raw inputs go up to 255, so their weights are small: three digits that count.
 * @param {number} weight
 */
export function formatWeight(weight) {
  const size = Math.abs(weight);
  const text = size >= 0.01 || size === 0 ? size.toFixed(4) : size.toExponential(2);
  return `${weight < 0 ? '−' : '+'}${text}`;
}

/**
 * A number from 0 to 1, to four decimals or two digits that count.
 * @param {number} number
 */
export function formatSmall(number) {
  if (number >= 0.0001 || number === 0) return number ? number.toFixed(4) : '0';
  return number.toExponential(1).replace('-', '−');
}
