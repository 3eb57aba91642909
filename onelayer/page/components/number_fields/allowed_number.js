/** Corrects a typed number that is not allowed, with a sentence that says so. */

/**
 * @typedef {object} Limits
 * @property {number} low  the smallest number that is allowed
 * @property {number} high  the largest
 * @property {number} step  numbers are allowed at these steps from `low`; 1 for whole numbers, 0 for all numbers
 * @property {boolean} mayBeEmpty  the field may be empty
 */

/** @typedef {{value: string, sentence: string}} Correction */

/**
 * Corrects a typed number; returns null if it is allowed.
 * @param {string} typed  the value of the number field: empty if nothing was typed, or text that is no number
 * @param {boolean} isNoNumber  text was typed that is no number
 * @param {Limits} limits
 * @param {string} before  the value used so far; it stays if no number was typed
 * @returns {Correction | null}
 */
export function correctNumber(typed, isNoNumber, { low, high, step, mayBeEmpty }, before) {
  if (typed === '') {
    if (mayBeEmpty && !isNoNumber) return null;
    const what = isNoNumber ? 'That is no number' : 'Nothing was typed';
    return { value: before, sentence: before ? `${what}: it stays ${format(before)}.` : `${what}.` };
  }
  const number = Number(typed);
  const nearest = Math.min(Math.max(step ? nearestStep(number, low, step) : number, low), high);
  if (nearest === number) return null;
  const end = nearest === low ? 'least' : 'most';
  const isBeyond = number < low || number > high;
  const between = step === 1 ? 'is no whole number' : 'is between two steps';
  const why = isBeyond ? `is too ${number < low ? 'small' : 'large'}` : between;
  const set = `set to ${format(nearest)}${isBeyond ? `, the ${end}` : ''}`;
  return { value: String(nearest), sentence: `${format(number)} ${why}: ${set}.` };
}

/**
 * @param {number} number
 * @param {number} low
 * @param {number} step
 */
function nearestStep(number, low, step) {
  const first = Number.isFinite(low) ? low : 0;
  return Number((first + Math.round((number - first) / step) * step).toFixed(10)); // 0.15 and not 0.15000000000000002
}

/** @param {number | string} value */
function format(value) {
  const number = Number(value);
  return Math.abs(number) < 1e15
    ? number.toLocaleString('en', { maximumFractionDigits: 12 }).replace('-', '−')
    : number.toExponential();
}
