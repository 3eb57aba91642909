/** Arcs over the ink: where each stands, and which one is pointed at. */

/** @import { Point } from '../../drawing/geometry.js' */
/** @import { ConsideredArc } from '../../reading/numbers/number.js' */

/**
 * Half an ellipse over the ink of an arc, in the unit of the pad's height.
 * @typedef {object} Bow
 * @property {ConsideredArc} considered
 * @property {number} left
 * @property {number} right
 * @property {number} foot  y of both ends
 * @property {number} rise  from there to its highest point
 */

export const ABOVE = 0.42; // room over the pad for arcs and their labels
const GAP = 0.04; // between arcs and ink
const LEAST_HALF = 0.05; // of an arc's width: a 1 is as wide as its line
const MOST = 20; // arcs that were not chosen; others are less likely still

/**
 * Places the arcs that are shown: all that were chosen, and the likeliest of the others, from left to right.
 * @param {ConsideredArc[]} arcs  of a number, at least one
 * @returns {Bow[]}
 */
export function placeArcs(arcs) {
  const foot = Math.min(...arcs.map(({ arc: { box } }) => box.top)) - GAP;
  const chanceOf = (/** @type {ConsideredArc} */ { choices: [best] }) => best.probability;
  const others = arcs.filter(({ isChosen }) => !isChosen).sort((one, other) => chanceOf(other) - chanceOf(one));
  const shown = [...arcs.filter(({ isChosen }) => isChosen), ...others.slice(0, MOST)];
  return shown
    .map((considered) => {
      const { left, right } = considered.arc.box;
      const half = Math.max(LEAST_HALF, (right - left) / 2);
      const middle = (left + right) / 2;
      const rise = Math.min(0.09 + 0.32 * half, foot + ABOVE - 0.17);
      return { considered, left: middle - half, right: middle + half, foot, rise };
    })
    .sort((one, other) => one.considered.arc.start - other.considered.arc.start || one.right - other.right);
}

/**
 * The line of a bow, for an SVG path.
 * @param {Bow} bow
 */
export function lineOf({ left, right, foot, rise }) {
  return `M${left} ${foot}A${(right - left) / 2} ${rise} 0 0 1 ${right} ${foot}`;
}

/**
 * The bow that a place belongs to: the nearest one; in the ink below, the chosen one over it. Null if none is near.
 * @param {Bow[]} bows
 * @param {Point} place
 * @param {number} reach  how far away it may be
 * @returns {Bow | null}
 */
export function bowAt(bows, [x, y], reach) {
  /** @type {Bow | null} */
  let nearest = null;
  let least = reach;
  for (const bow of bows) {
    const distance = distanceTo(bow, [x, y]);
    if (distance <= least) [nearest, least] = [bow, distance];
  }
  if (nearest || y < (bows[0]?.foot ?? 0)) return nearest;
  return bows.find(({ considered, left, right }) => considered.isChosen && left <= x && x <= right) ?? null;
}

/**
 * About how far a place is from a bow.
 * @param {Bow} bow
 * @param {Point} place
 */
function distanceTo({ left, right, foot, rise }, [x, y]) {
  const half = (right - left) / 2;
  const across = (x - (left + right) / 2) / half;
  const up = (foot - y) / rise;
  if (up < 0) return Math.min(Math.hypot(x - left, y - foot), Math.hypot(x - right, y - foot));
  return Math.abs(Math.hypot(across, up) - 1) * Math.min(half, rise);
}
