/** The axes of curves: their ends, their ticks, and the labels at them. */

/** @typedef {'fraction' | 'logarithmic'} Scale  values from 0 to 1, or values that fall by decades */

/** @type {[floor: number, steps: number][]} */
const FLOORS = [
  [0.98, 4],
  [0.95, 5],
  [0.9, 5],
  [0.8, 4],
  [0.7, 3],
  [0.6, 4],
  [0, 4],
];
const SETTLED = 0.1; // of a run, and no more than half an epoch: by then the first steep rise is over
const STEPS = Array.from({ length: 15 }, (_, i) => [1, 2, 5].map((digit) => Number(`${digit}e${i - 6}`))).flat();
const MOST_TICKS = 6;
const LETTER = 7.4; // pixels: the width of a letter in an 11-pixel font

/**
 * Chooses the ends and the ticks of the y axis. Fractions go from a round value below the lowest to 1; a logarithmic
 * axis begins and ends at 1, 2 or 5 times a power of ten.
 * @param {Scale} scale
 * @param {number[]} values
 */
export function verticalAxis(scale, values) {
  if (scale === 'fraction') {
    const lowest = values.length ? Math.min(...values) : 0;
    const [low, steps] = FLOORS.find(([floor]) => lowest >= floor) ?? FLOORS[FLOORS.length - 1];
    return { low, high: 1, ticks: Array.from({ length: steps + 1 }, (_, i) => low + (i * (1 - low)) / steps) };
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
 * Returns the values by which an axis of fractions is chosen: the values after the first
 * steep rise, or all values before it is over.
 * More values can only widen the axis, so the axis stays where it is for nearly all of a run.
 * @param {[epoch: number, value: number][]} points
 * @param {number} epochs  of the run
 */
export function settledValues(points, epochs) {
  const settled = points.filter(([epoch]) => epoch >= Math.min(0.5, SETTLED * epochs));
  return (settled.length ? settled : points).map(([, value]) => value);
}

/**
 * Returns the parts of a curve that are not below a value, each with the points where the curve crosses the value.
 * @param {[x: number, y: number][]} points
 * @param {number} low
 */
export function cutBelow(points, low) {
  /** @type {[number, number][][]} */
  const parts = [];
  points.forEach(([x, y], i) => {
    const [beforeX, beforeY] = points[i - 1] ?? [x, y];
    const crosses = beforeY < low !== y < low;
    const at = crosses ? beforeX + ((low - beforeY) / (y - beforeY)) * (x - beforeX) : x;
    if (y >= low && (crosses || !i)) parts.push(crosses ? [[at, low]] : []);
    if (y >= low) parts[parts.length - 1].push([x, y]);
    else if (crosses) parts[parts.length - 1].push([at, low]);
  });
  return parts;
}

/**
 * Returns the place of a value on the axis: 0 at the low end, 1 at the high end.
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
 * Writes a value, rounded as at a tick of the axis, or less rounded if `exact`, as at the end of a curve.
 * @param {Scale} scale
 * @param {number} value
 */
export function formatValue(scale, value, exact = false) {
  if (scale === 'logarithmic') return formatLoss(value, exact ? 3 : 2);
  return exact ? `${(100 * value).toFixed(1)} %` : shortPercent(value);
}

/**
 * Writes a fraction in percent, with no more decimals than it has, and at most two: "0.5 %", "99.05 %".
 * @param {number} fraction
 */
export function shortPercent(fraction) {
  return `${Number((100 * fraction).toFixed(2))} %`;
}

/**
 * Writes a loss in decimals; from a million on with a letter, as in 1.2M: the loss of a run that diverges has no bound.
 * @param {number} value
 * @param {number} digits  significant digits
 */
function formatLoss(value, digits) {
  /** @type {Intl.NumberFormatOptions} */
  const options = { maximumSignificantDigits: digits, notation: value < 1e6 ? 'standard' : 'compact' };
  return value < 1e15 ? value.toLocaleString('en', options) : value.toExponential(digits - 1);
}

/**
 * Returns the width that the longest of some words needs in a plot, in pixels.
 * @param {string[]} words
 */
export function widthOf(words) {
  return LETTER * Math.max(...words.map((word) => word.length));
}

/**
 * Cuts a name short if it is wider than the room for it.
 * @param {string} name
 * @param {number} room  in pixels
 */
export function fit(name, room) {
  const most = Math.floor(room / LETTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
