/** Leaves out points that a stroke hardly needs. */

/** @import { Point } from './geometry.js' */

/**
 * How far a stroke would move at the point if it, and all less important ones, were left out: for each point a distance,
 * Infinity for the first and the last (D. H. Douglas, T. K. Peucker 1973).
 * @param {readonly Point[]} stroke
 * @returns {number[]}
 */
export function importanceOfPoints(stroke) {
  const importance = new Array(stroke.length).fill(Infinity);
  /** @type {[first: number, last: number][]} */
  const parts = [[0, stroke.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    if (last - first < 2) continue;
    let [farthest, distance] = [first, -1];
    for (let i = first + 1; i < last; i++) {
      const away = distanceToLine(stroke[i], stroke[first], stroke[last]);
      if (away > distance) [farthest, distance] = [i, away];
    }
    // No more important than the points between which it stands: those are never left out before it.
    importance[farthest] = Math.min(distance, importance[first], importance[last]);
    parts.push([first, farthest], [farthest, last]);
  }
  return importance;
}

/**
 * The distance of a point from the line between two others.
 * @param {Point} point
 * @param {Point} start
 * @param {Point} end
 */
function distanceToLine([x, y], [startX, startY], [endX, endY]) {
  const [alongX, alongY] = [endX - startX, endY - startY];
  const length = alongX ** 2 + alongY ** 2;
  const place = length && Math.min(1, Math.max(0, ((x - startX) * alongX + (y - startY) * alongY) / length));
  return Math.hypot(x - startX - place * alongX, y - startY - place * alongY);
}
