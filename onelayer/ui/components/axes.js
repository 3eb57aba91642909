/** The axes of curves: where they begin and end, what is written at them, in which words. */

/** @typedef {'fraction' | 'logarithmic'} Scale  values from 0 to 1, or values that fall by decades */

const FLOORS = [0.95, 0.9, 0.8, 0.6, 0];
const STEPS = Array.from({ length: 15 }, (_, i) => [1, 2, 5].map((digit) => Number(`${digit}e${i - 6}`))).flat();
const MOST_TICKS = 6;
const LETTER = 7.4; // pixels, of 11-pixel letters

/**
 * Ends and ticks of the y axis. Shares go from a round value below the lowest to 1, decades from 1-2-5 to 1-2-5.
 * @param {Scale} scale
 * @param {number[]} values
 */
export function verticalAxis(scale, values) {
  if (scale === 'fraction') {
    const lowest = values.length ? Math.min(...values) : 0;
    const low = FLOORS.find((floor) => lowest >= floor) ?? 0;
    return { low, high: 1, ticks: [0, 1, 2, 3, 4].map((i) => low + (i * (1 - low)) / 4) };
  }
  const positive = values.filter((value) => value > 0);
  const smallest = positive.length ? Math.min(...positive) : 0.1;
  const largest = positive.length ? Math.max(...positive) : 10;
  const low = STEPS.filter((step) => step <= smallest).pop() ?? STEPS[0];
  const high = STEPS.find((step) => step >= largest && step > low) ?? STEPS[STEPS.length - 1];
  const between = STEPS.filter((step) => step >= low && step <= high);
  const every = Math.ceil(between.length / MOST_TICKS);
  return { low, high, ticks: between.filter((_, i) => i % every === 0) };
}

/**
 * How far up the axis a value stands: 0 at its low end, 1 at its high one.
 * @param {Scale} scale
 * @param {{low: number, high: number}} axis
 * @param {number} value
 */
export function heightOf(scale, { low, high }, value) {
  const at =
    scale === 'fraction' ? (/** @type {number} */ x) => x : (/** @type {number} */ x) => Math.log(Math.max(x, 1e-6));
  return (at(value) - at(low)) / (at(high) - at(low));
}

/**
 * A value in words, rounded as a tick of the axis is or, where `exact`, as the end of a curve.
 * @param {Scale} scale
 * @param {number} value
 */
export function formatValue(scale, value, exact = false) {
  if (scale === 'logarithmic') return formatLoss(value, exact ? 3 : 2);
  return exact ? `${(100 * value).toFixed(1)} %` : `${Math.round(1000 * value) / 10} %`;
}

/**
 * Plain decimals; from a million on with its thousands in a letter, as losses that diverge have no end.
 * @param {number} value
 * @param {number} digits  that count
 */
function formatLoss(value, digits) {
  /** @type {Intl.NumberFormatOptions} */
  const options = { maximumSignificantDigits: digits, notation: value < 1e6 ? 'standard' : 'compact' };
  return value < 1e15 ? value.toLocaleString('en', options) : value.toExponential(digits - 1);
}

/**
 * The width of the longest of some words, in pixels of a plot: no letter of its font is wider on average.
 * @param {string[]} words
 */
export function widthOf(words) {
  return LETTER * Math.max(...words.map((word) => word.length));
}

/**
 * A name, cut short where it is wider than the room for it.
 * @param {string} name
 * @param {number} room  in pixels
 */
export function fit(name, room) {
  const most = Math.floor(room / LETTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

/**
 * Places near those wanted, at least `gap` apart: moved down from the top, and back up from `lowest`.
 * @param {number[]} wanted  from the top
 * @param {number} gap
 * @param {number} lowest
 */
export function spread(wanted, gap, lowest) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  for (const [n, i] of order.entries()) if (n) places[i] = Math.max(places[i], places[order[n - 1]] + gap);
  let limit = lowest;
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i], limit);
    limit = places[i] - gap;
  }
  return places;
}
