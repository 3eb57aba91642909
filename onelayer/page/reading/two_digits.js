/**
 * Whether a drawing is of two digits instead of one, by its strokes alone. The twin of onelayer/reading/two_digits.py,
 * which says how the numbers were chosen.
 */

import { accumulate, boxOf, heightOf } from './boxes.js';
import { toSingle } from './drawing.js';

/** @import { InkBox } from './boxes.js' */
/** @import { Stroke } from './drawing.js' */

/** @typedef {{start: 'left' | 'top', end: 'right' | 'bottom', smallest: number}} Axis  smallest: gap between two digits */

/** @type {Axis[]} */
const AXES = [
  { start: 'left', end: 'right', smallest: 0.12 }, // side by side: of the larger digit's height
  { start: 'top', end: 'bottom', smallest: 0.15 }, // above one another: of the same
];
const SIMILAR = 0.5; // the smaller digit's height of the larger one's

/**
 * Whether strokes are two digits, side by side or above one another: a gap parts them in two groups of a digit's size each.
 * @param {Stroke[]} strokes  each of at least one point
 */
export function areTwoDigits(strokes) {
  const boxes = strokes.map((stroke) => boxOf(stroke.map(toSingle)));
  return AXES.some((axis) => arePartedAlong(axis, boxes));
}

/**
 * @param {Axis} axis
 * @param {InkBox[]} boxes
 */
function arePartedAlong({ start, end, smallest }, boxes) {
  const sorted = [...boxes].sort((a, b) => a[start] - b[start]);
  const before = accumulate(sorted);
  const after = accumulate(sorted.reverse()).reverse();
  return before.slice(0, -1).some((group, i) => {
    const heights = [heightOf(group), heightOf(after[i + 1])];
    const larger = Math.max(...heights);
    const gap = after[i + 1][start] - group[end];
    return gap > 0 && gap >= smallest * larger && Math.min(...heights) >= SIMILAR * larger;
  });
}
