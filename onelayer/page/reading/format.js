/** Numbers in words. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const EXACT = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });

/**
 * Writes a number with its sign and two decimals, a large one (from 1,000) without decimals.
 * @param {number} amount
 */
export function formatSigned(amount) {
  const size = Math.abs(amount);
  return `${amount < 0 ? '−' : '+'}${size < 1000 ? size.toFixed(2) : WHOLE.format(size)}`;
}

/**
 * Writes a weight with its sign: four decimals, or three significant digits if it is small. Weights for raw pixels,
 * 0 to 255, are small.
 * @param {number} weight
 */
export function formatWeight(weight) {
  const size = Math.abs(weight);
  const text = size >= 0.01 || size === 0 ? size.toFixed(4) : size.toExponential(2);
  return `${weight < 0 ? '−' : '+'}${text}`;
}

/**
 * Writes a number from 0 to 1 with four decimals, or with two significant digits if it is small.
 * @param {number} number
 */
export function formatSmall(number) {
  if (number >= 0.0001 || number === 0) return number ? number.toFixed(4) : '0';
  return number.toExponential(1).replace('-', '−');
}

/**
 * A probability in percent. It is never 1, so none that is rounded to 100 % says so: "> 99.9 %".
 * @param {number} probability  0 to 1
 * @param {number} [decimals]
 */
export function formatProbability(probability, decimals = 1) {
  const text = (100 * probability).toFixed(decimals);
  return Number(text) < 100 ? `${text} %` : `> ${(100 - 10 ** -decimals).toFixed(decimals)} %`;
}

/**
 * A fraction in percent; a dash if it is not known.
 * @param {number | null} fraction
 * @param {number} [decimals]
 */
export function formatPercent(fraction, decimals = 2) {
  return fraction === null ? '–' : `${(100 * fraction).toFixed(decimals)} %`;
}

/**
 * A finite number in decimals, at most 12 significant digits: "0.00001", "0.07", "2,147,483,647".
 * @param {number} number
 */
export function formatNumber(number) {
  return EXACT.format(number);
}
