/**
 * Where one stroke may hold two digits. The same as onelayer/reading/numbers/cuts.py, which says how splits are found.
 */

import { accumulate, boxOf, heightOf } from '../boxes.js';

/** @import { InkBox } from '../boxes.js' */
/** @import { Point } from '../drawing.js' */

export const WIDE = 0.75; // of H: narrower strokes are not split
export const MOST_SPLIT_STROKES = 40; // of a number: bounds the time
const WINDOW = 0.1; // of H: the length of stroke on either side of a corner
const CORNER = 0.7; // the cosine of the turn below which it is a corner: 45°
const LONG = 0.2; // of H: the ends of a segment that is longer may be turns
const PROMINENT = 0.04; // of H: an extremum stands out by this
const APART = 0.08; // of H: the least length of stroke between two turns
const OVERLAP = 0.2; // of H: how far the ink before a ligature may reach beyond the left end of the ink after it
const LOWEST = 0.05; // of H: the height of the ink on either side
const MOST_TURNS = 2; // inside a ligature
const MOST = 12; // splits of a stroke: those where the ink on both sides overlaps least

/**
 * @typedef {{end: number, start: number}} Split  the numbers of the last point before the ligature, and of the first
 *   one after it
 */

/**
 * Finds where a stroke may be split.
 * @param {Point[]} points  in single precision
 * @param {number} height  H, the height of the writing
 * @returns {Split[]}  by their places
 */
export function findSplits(points, height) {
  if (points.length < 3) return [];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const lengths = lengthsOf(points);
  const along = [0];
  for (const length of lengths) along.push(along[along.length - 1] + length);
  const boxes = points.map((point) => boxOf([point]));
  const before = accumulate(boxes);
  const after = accumulate(boxes.reverse()).reverse();
  const sideways = extremaOf(xs, PROMINENT * height);
  const turns = [
    ...cornersOf(points, along, WINDOW * height),
    ...lengths.flatMap((length, segment) => (length > LONG * height ? [segment, segment + 1] : [])),
    ...sideways,
    ...extremaOf(ys, PROMINENT * height),
    ...crossingsOf(xs, [0, ...sideways, points.length - 1], before, after),
  ];
  return chooseSplits(keepApart(turns, along, APART * height), before, after, height);
}

/**
 * @param {number[]} turns  in their order
 * @param {InkBox[]} before  the box around the points up to each
 * @param {InkBox[]} after  the box around the points from each on
 * @param {number} height
 */
function chooseSplits(turns, before, after, height) {
  const possible = turns.flatMap((end, at) =>
    turns
      .slice(at, at + MOST_TURNS + 2)
      .map((start) => ({ end, start, overlap: before[end].right - after[start].left })),
  );
  return possible
    .filter(({ end, start, overlap }) => {
      const lower = Math.min(heightOf(before[end]), heightOf(after[start]));
      return lower >= LOWEST * height && overlap <= OVERLAP * height;
    })
    .sort((a, b) => a.overlap - b.overlap || byPlace(a, b))
    .slice(0, MOST)
    .map(({ end, start }) => ({ end, start }))
    .sort(byPlace);
}

/**
 * @param {Split} a
 * @param {Split} b
 */
function byPlace(a, b) {
  return a.end - b.end || a.start - b.start;
}

/** @param {Point[]} points */
function lengthsOf(points) {
  return points.slice(1).map(([x, y], i) => {
    const [dx, dy] = [x - points[i][0], y - points[i][1]];
    return Math.sqrt(dx * dx + dy * dy);
  });
}

/**
 * Leaves out turns that are too near to an earlier one of the list, or to an end of the stroke; sorts the others.
 * @param {number[]} turns
 * @param {number[]} along
 * @param {number} least
 */
function keepApart(turns, along, least) {
  /** @type {number[]} */
  const kept = [];
  const places = [0, along[along.length - 1]];
  for (const at of turns) {
    if (places.every((other) => Math.abs(along[at] - other) >= least)) {
      kept.push(at);
      places.push(along[at]);
    }
  }
  return kept.sort((a, b) => a - b);
}

/**
 * Finds where each run to the right leaves the ink before it, and where it comes to the ink after it.
 * @param {number[]} across  x of the points
 * @param {number[]} extrema  the points where x is smallest or largest, with both ends of the stroke
 * @param {InkBox[]} before  the box around the points up to each
 * @param {InkBox[]} after  the box around the points from each on
 */
function crossingsOf(across, extrema, before, after) {
  /** @type {number[]} */
  const found = [];
  for (let i = 1; i < extrema.length; i++) {
    const [start, end] = [extrema[i - 1], extrema[i]];
    if (across[end] <= across[start]) continue;
    const run = across.slice(start, end + 1);
    const left = run.findIndex((x) => x >= before[start].right);
    const reached = run.map((x) => x <= after[end].left).lastIndexOf(true);
    if (left >= 0) found.push(start + left);
    if (reached >= 0) found.push(start + reached);
  }
  return found;
}

/**
 * Finds maxima and minima of values that stand out from the extremum before by a prominence.
 * @param {number[]} values
 * @param {number} prominence
 */
function extremaOf(values, prominence) {
  /** @type {number[]} */
  const found = [];
  let [low, high] = [0, 0];
  let [rising, falling] = [false, false];
  values.forEach((value, at) => {
    if (value > values[high]) high = at;
    if (value < values[low]) low = at;
    if (!falling && values[high] - value > prominence) {
      found.push(high);
      [falling, rising, low] = [true, false, at];
    } else if (!rising && value - values[low] > prominence) {
      found.push(low);
      [rising, falling, high] = [true, false, at];
    }
  });
  return found;
}

/**
 * Finds points where the directions before and after differ by a corner, each the sharpest of its surroundings.
 * @param {Point[]} points
 * @param {number[]} along
 * @param {number} window
 */
function cornersOf(points, along, window) {
  const last = points.length - 1;
  const before = new Int32Array(points.length);
  const after = new Int32Array(points.length);
  const cosines = new Float64Array(points.length);
  for (let at = 0, back = 0, on = 0; at <= last; at++) {
    while (back + 1 <= last && along[back + 1] <= along[at] - window) back++;
    while (on < last && along[on] < along[at] + window) on++;
    [before[at], after[at]] = [back, on];
    cosines[at] = cosineOf(points[back], points[at], points[on]);
  }
  return [...points.keys()].filter((at) => {
    if (!(cosines[at] < CORNER)) return false;
    return cosines.subarray(before[at], after[at] + 1).every((other) => cosines[at] <= other);
  });
}

/**
 * @param {Point} from
 * @param {Point} at
 * @param {Point} to
 */
function cosineOf(from, at, to) {
  const [cameX, cameY] = [at[0] - from[0], at[1] - from[1]];
  const [goesX, goesY] = [to[0] - at[0], to[1] - at[1]];
  const squares = (cameX * cameX + cameY * cameY) * (goesX * goesX + goesY * goesY);
  return squares > 0 ? (cameX * goesX + cameY * goesY) / Math.sqrt(squares) : 1;
}
