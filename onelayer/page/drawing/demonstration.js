/** A drawing that writes itself on an empty pad, until the visitor's first touch. */

import { countPoints } from './geometry.js';

/** @import { Point } from './geometry.js' */
/** @import { Pad } from './pads.js' */

const POINTS_PER_SECOND = 55;

/**
 * Writes strokes on a pad point by point, if nothing is on it and nothing was. They do not count as the visitor's, and are
 * not kept. For visitors who want no motion they are there at once.
 * @param {Pad} pad
 * @param {Point[][]} strokes
 */
export function demonstrate(pad, strokes) {
  const all = countPoints(strokes);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const began = performance.now();
  let written = 0;

  function write() {
    if (pad.past.length || (written && !pad.content.isDemo)) return; // the visitor has the pad
    const seconds = (performance.now() - began) / 1000;
    const count = isCalm ? all : Math.min(all, Math.ceil(POINTS_PER_SECOND * seconds));
    if (count > written) pad.demonstrate(firstPoints(strokes, count));
    written = count;
    if (written < all) requestAnimationFrame(write);
  }
  write();
}

/**
 * The strokes as they are after so many points.
 * @param {Point[][]} strokes
 * @param {number} count
 * @returns {Point[][]}
 */
export function firstPoints(strokes, count) {
  let left = count;
  return strokes.flatMap((stroke) => {
    const part = left >= stroke.length ? stroke : stroke.slice(0, Math.max(0, left));
    left -= stroke.length;
    return part.length ? [part] : [];
  });
}
