/**
 * Whether a drawing is of two digits instead of one, by its strokes alone. The twin of onelayer/reading/two_digits.py, which
 * says how the numbers were chosen.
 */

/** @import { Stroke } from './drawing.js' */

const GAPS = [0.12, 0.15]; // between two digits side by side, and above one another: of the larger one's height
const SIMILAR = 0.5; // the smaller digit's height of the larger one's

/** @typedef {{low: [number, number], high: [number, number]}} Box  of the ends, x and y */

/**
 * Whether strokes are two digits, side by side or above one another: a gap parts them in two groups of a digit's size each.
 * @param {Stroke[]} strokes  each of at least one point
 */
export function areTwoDigits(strokes) {
  const boxes = strokes.map(boxOf);
  return GAPS.some((gap, axis) => arePartedAlong(axis, gap, boxes));
}

/**
 * @param {number} axis  0 for side by side, 1 for above one another
 * @param {number} smallest  gap, of the larger group's height
 * @param {Box[]} boxes
 */
function arePartedAlong(axis, smallest, boxes) {
  const sorted = [...boxes].sort((a, b) => a.low[axis] - b.low[axis]);
  const before = accumulate(sorted);
  const after = accumulate([...sorted].reverse()).reverse();
  return before.slice(0, -1).some((group, i) => {
    const heights = [heightOf(group), heightOf(after[i + 1])];
    const larger = Math.max(...heights);
    const gap = after[i + 1].low[axis] - group.high[axis];
    return gap > 0 && gap >= smallest * larger && Math.min(...heights) >= SIMILAR * larger;
  });
}

/**
 * The box of the first, of the first two, of the first three, …
 * @param {Box[]} boxes
 * @returns {Box[]}
 */
function accumulate(boxes) {
  /** @type {Box[]} */
  const all = [];
  for (const box of boxes) all.push(all.length ? unite(all[all.length - 1], box) : box);
  return all;
}

/**
 * @param {Box} one
 * @param {Box} other
 * @returns {Box}
 */
function unite(one, other) {
  return {
    low: [Math.min(one.low[0], other.low[0]), Math.min(one.low[1], other.low[1])],
    high: [Math.max(one.high[0], other.high[0]), Math.max(one.high[1], other.high[1])],
  };
}

/** @param {Box} box */
function heightOf({ low, high }) {
  return high[1] - low[1];
}

/**
 * In the precision that drawings have in Python.
 * @param {Stroke} stroke
 * @returns {Box}
 */
function boxOf(stroke) {
  /** @type {Box} */
  const box = { low: [Infinity, Infinity], high: [-Infinity, -Infinity] };
  for (const point of stroke) {
    for (const axis of [0, 1]) {
      const value = Math.fround(point[axis]);
      box.low[axis] = Math.min(box.low[axis], value);
      box.high[axis] = Math.max(box.high[axis], value);
    }
  }
  return box;
}
