/** Boxes around ink. Those of numbers are the same as in onelayer/reading/numbers/boxes.py. */

/** @import { Point } from './drawing.js' */

/**
 * @typedef {object} InkBox  in the unit of its points; y goes down, so that top < bottom
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
 * Returns the box around points; around none, its width is −∞.
 * @param {Point[]} points
 * @returns {InkBox}
 */
export function boxOf(points) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
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
 * Returns the boxes around the first of some boxes, around the first two, around the first three, …
 * @param {InkBox[]} boxes
 */
export function accumulate(boxes) {
  /** @type {InkBox[]} */
  const all = [];
  for (const box of boxes) all.push(unite([box, ...all.slice(-1)]));
  return all;
}

/**
 * Returns how far two boxes overlap in x; negative: the gap between them.
 * @param {InkBox} one
 * @param {InkBox} other
 */
export function overlapOf(one, other) {
  return Math.min(one.right, other.right) - Math.max(one.left, other.left);
}
