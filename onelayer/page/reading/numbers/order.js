/**
 * The order of the ink from the first digit to the last. The same as onelayer/reading/numbers/order.py, which says how.
 */

import { middleOf, overlapOf, unite } from './boxes.js';

/** @import { InkBox } from './boxes.js' */

const BACK = 0.1; // of H: a stroke whose middle is farther left of the last one's left end than this goes back

/**
 * Orders the pieces of strokes. Those of one stroke stay in their order.
 * @template {{box: InkBox}} Piece
 * @param {Piece[][]} strokes  the pieces of each stroke, the strokes in the order of time
 * @param {number} height  H, the height of the writing
 * @returns {Piece[]}  from the first digit to the last
 */
export function orderPieces(strokes, height) {
  /** @type {Piece[]} */
  const ordered = [];
  for (const pieces of strokes) {
    const box = unite(pieces.map((piece) => piece.box));
    const last = ordered.at(-1);
    const goesBack = last && middleOf(box) < last.box.left - BACK * height;
    ordered.splice(goesBack ? placeFor(box, ordered) : ordered.length, 0, ...pieces);
  }
  return ordered;
}

/**
 * Returns the place of a stroke among ordered pieces: after the one that it overlaps most, else by its middle.
 * @param {InkBox} box
 * @param {{box: InkBox}[]} ordered
 */
function placeFor(box, ordered) {
  const overlaps = ordered.map((other) => overlapOf(box, other.box));
  const most = Math.max(...overlaps);
  if (most > 0) return overlaps.indexOf(most) + 1;
  return ordered.filter((other) => middleOf(other.box) < middleOf(box)).length;
}
