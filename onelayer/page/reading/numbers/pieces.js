/**
 * Pieces: whole strokes and parts of strokes, in order. The same as onelayer/reading/numbers/pieces.py, which says how
 * they are ordered.
 */

import { boxOf, middleOf, overlapOf } from '../boxes.js';

/** @import { InkBox } from '../boxes.js' */
/** @import { Point } from '../drawing.js' */
/** @import { Split } from './cuts.js' */

const BACK = 0.1; // of H: a stroke whose middle is farther left of the last one's left end than this goes back

/**
 * @typedef {object} Piece  a stroke, or a part of it between two cuts
 * @property {number} stroke  the number of its stroke, in the order of time
 * @property {number} first  the number of its first point
 * @property {number} last  the number of its last point, which it shares with its neighbour
 * @property {InkBox} box
 * @property {boolean} cutBefore  the same stroke goes on before it
 * @property {boolean} cutAfter  the same stroke goes on after it
 * @property {boolean} begins  a digit may begin with it
 * @property {boolean} ends  a digit may end with it
 */

/**
 * Cuts strokes, and orders the pieces.
 * @param {Point[][]} strokes  in single precision, in the order of time
 * @param {Map<number, Split[]>} splits  the ways to split strokes, by the stroke's number
 * @param {number} height  H, the height of the writing
 * @returns {Piece[]}  from the first digit to the last
 */
export function makePieces(strokes, splits, height) {
  /** @type {Piece[]} */
  const ordered = [];
  for (const [number, stroke] of strokes.entries()) {
    const box = boxOf(stroke);
    const last = ordered.at(-1);
    const goesBack = last && middleOf(box) < last.box.left - BACK * height;
    const at = goesBack ? placeFor(box, ordered) : ordered.length;
    ordered.splice(at, 0, ...cut(number, stroke, splits.get(number) ?? []));
  }
  return ordered;
}

/**
 * Returns the place of a stroke among ordered pieces: after the one that it overlaps most, else by its middle.
 * @param {InkBox} box
 * @param {Piece[]} ordered
 */
function placeFor(box, ordered) {
  const overlaps = ordered.map((other) => overlapOf(box, other.box));
  const most = Math.max(...overlaps);
  if (most > 0) return overlaps.indexOf(most) + 1;
  return ordered.filter((other) => middleOf(other.box) < middleOf(box)).length;
}

/**
 * @param {number} stroke
 * @param {Point[]} points
 * @param {Split[]} splits
 * @returns {Piece[]}
 */
function cut(stroke, points, splits) {
  const end = points.length - 1;
  const mayEnd = new Set([end, ...splits.map((split) => split.end)]);
  const mayBegin = new Set([0, ...splits.map((split) => split.start)]);
  const cuts = end ? [...new Set([...mayEnd, ...mayBegin])].sort((a, b) => a - b) : [0, 0];
  return cuts.slice(1).map((last, at) => ({
    stroke,
    first: cuts[at],
    last,
    box: boxOf(points.slice(cuts[at], last + 1)),
    cutBefore: cuts[at] > 0,
    cutAfter: last < end,
    begins: mayBegin.has(cuts[at]),
    ends: mayEnd.has(last),
  }));
}
