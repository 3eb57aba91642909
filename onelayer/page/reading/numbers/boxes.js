/** Boxes around ink. The same as onelayer/reading/numbers/boxes.py. */

/** @import { Point } from '../drawing.js' */

const FLATTEST = 0.3; // the height of the writing is at least this fraction of the widest stroke's width

/**
 * @typedef {object} InkBox  in the unit of the pad's height; y goes down, so that top < bottom
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 */

/** @param {InkBox} box */
export function widthOf({ left, right }) {
  return right - left;
}

/** @param {InkBox} box */
export function heightOf({ top, bottom }) {
  return bottom - top;
}

/** @param {InkBox} box */
export function middleOf({ left, right }) {
  return (left + right) / 2;
}

/** @param {InkBox} box */
export function longerSideOf(box) {
  return Math.max(widthOf(box), heightOf(box));
}

/**
 * Returns the box around the points from number `first` to number `last`.
 * @param {Point[]} points
 * @param {number} first
 * @param {number} last
 * @returns {InkBox}
 */
export function boxOf(points, first = 0, last = points.length - 1) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = first; i <= last; i++) {
    const [x, y] = points[i];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/**
 * Returns the box around boxes, at least one.
 * @param {InkBox[]} boxes
 * @returns {InkBox}
 */
export function unite(boxes) {
  let { left, top, right, bottom } = boxes[0];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}

/**
 * Returns how far two boxes overlap in x; negative: the gap between them.
 * @param {InkBox} one
 * @param {InkBox} other
 */
export function overlapOf(one, other) {
  return Math.min(one.right, other.right) - Math.max(one.left, other.left);
}

/**
 * Returns H, the height of the writing, of the boxes of its strokes: the largest stroke's height.
 * @param {InkBox[]} boxes
 */
export function heightOfWriting(boxes) {
  return Math.max(...boxes.map((box) => Math.max(heightOf(box), FLATTEST * widthOf(box))));
}
