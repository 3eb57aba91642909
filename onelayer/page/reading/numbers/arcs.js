/**
 * Arcs: the runs of pieces that may be a digit, and those that may be a ligature. The same as
 * onelayer/reading/numbers/arcs.py.
 */

import { heightOf, unite, widthOf } from '../boxes.js';

/** @import { InkBox } from '../boxes.js' */
/** @import { Split } from './cuts.js' */
/** @import { Piece } from './pieces.js' */

const MOST_STROKES = 4; // of a digit
const WIDEST = 1.7; // of H
const WIDEST_CUT = 1.5; // of H: of a digit that was cut out of a stroke
const LOWEST_CUT = 0.4; // of H: its height
const WIDEST_GAP = 0.45; // of H: between the pieces of a digit, in x
const PARTING_GAP = 0.2; // of H: a gap that parts two groups of a digit's height each
const PARTED = 0.5; // of the higher group's height: the other's, if both are of a digit's height

/**
 * @typedef {object} Part  of a stroke
 * @property {number} stroke  its number
 * @property {number} first  the number of its first point
 * @property {number} last  the number of its last point
 *
 * @typedef {object} Arc  a run of pieces, taken for one digit or for a ligature
 * @property {number} start  the number of its first piece
 * @property {number} end  the number of the piece after its last one
 * @property {Part[]} parts
 * @property {InkBox} box
 * @property {number} gap  the largest gap in x inside it, in the unit of the pad's height; 0 or more
 * @property {number} endsInside  how many of its ends are cuts inside a stroke
 * @property {boolean} isLigature
 */

/**
 * Finds the arcs that geometry allows, those that begin first first.
 * @param {Piece[]} pieces  in their order
 * @param {Map<number, Split[]>} splits  that the pieces were made by
 * @param {number} height  H, the height of the writing
 */
export function findArcs(pieces, splits, height) {
  /** @type {Arc[]} */
  const arcs = [];
  pieces.forEach((piece, start) => {
    if (piece.cutBefore) arcs.push(...ligaturesFrom(start, pieces, splits.get(piece.stroke) ?? []));
    if (piece.begins) arcs.push(...digitsFrom(start, pieces, height));
  });
  if (!arcs.some((arc) => arc.start === 0 && arc.end === pieces.length)) {
    arcs.push(makeArc(0, pieces, unite(pieces.map((piece) => piece.box))));
  }
  return arcs;
}

/**
 * @param {number} start
 * @param {Piece[]} pieces
 * @param {number} height
 */
function digitsFrom(start, pieces, height) {
  /** @type {Arc[]} */
  const arcs = [];
  const strokes = new Set();
  let box = pieces[start].box;
  for (let end = start + 1; end <= pieces.length; end++) {
    const last = pieces[end - 1];
    box = unite([box, last.box]);
    strokes.add(last.stroke);
    if (strokes.size > 1 && (strokes.size > MOST_STROKES || widthOf(box) > WIDEST * height)) break;
    const run = pieces.slice(start, end);
    const arc = makeArc(start, run, box);
    if (last.ends && isAllowed(arc, run, height)) arcs.push(arc);
  }
  return arcs;
}

/**
 * @param {number} start
 * @param {Piece[]} pieces
 * @param {Split[]} splits
 * @returns {Arc[]}
 */
function ligaturesFrom(start, pieces, splits) {
  const { stroke, first } = pieces[start];
  /** @type {Arc[]} */
  const arcs = [];
  let last = first;
  for (let end = start + 1; end <= pieces.length; end++) {
    const piece = pieces[end - 1];
    if (piece.stroke !== stroke || piece.first !== last) break;
    last = piece.last;
    if (splits.some((split) => split.end === first && split.start === last)) {
      const box = unite(pieces.slice(start, end).map((each) => each.box));
      arcs.push({ start, end, parts: [{ stroke, first, last }], box, gap: 0, endsInside: 0, isLigature: true });
    }
  }
  return arcs;
}

/**
 * @param {number} start
 * @param {Piece[]} run
 * @param {InkBox} box
 * @returns {Arc}
 */
function makeArc(start, run, box) {
  const parts = partsOf(run);
  const open = run.reduce((sum, piece) => sum + Number(piece.cutBefore) + Number(piece.cutAfter), 0);
  const closed = run.length - parts.length; // cuts inside the run, where two of its pieces are one again
  const gap = Math.max(0, ...gapsIn(run).map((each) => each.gap));
  return { start, end: start + run.length, parts, box, gap, endsInside: open - 2 * closed, isLigature: false };
}

/**
 * @param {Arc} arc
 * @param {Piece[]} run
 * @param {number} height
 */
function isAllowed(arc, run, height) {
  if (arc.endsInside) return LOWEST_CUT * height <= heightOf(arc.box) && widthOf(arc.box) <= WIDEST_CUT * height;
  return run.length === 1 || (arc.gap <= WIDEST_GAP * height && !isParted(run, PARTING_GAP * height));
}

/**
 * @param {Piece[]} run
 * @returns {Part[]}
 */
function partsOf(run) {
  /** @type {Part[]} */
  const parts = [];
  for (const { stroke, first, last } of run) {
    const before = parts.at(-1);
    if (before && before.stroke === stroke && before.last === first) before.last = last;
    else parts.push({ stroke, first, last });
  }
  return parts;
}

/**
 * Whether a gap of at least this size parts a run in two groups of a digit's height each.
 * @param {Piece[]} run
 * @param {number} smallest
 */
function isParted(run, smallest) {
  return gapsIn(run).some(({ gap, left, right }) => {
    const [one, other] = [heightOf(left), heightOf(right)];
    return gap > smallest && Math.min(one, other) >= PARTED * Math.max(one, other);
  });
}

/**
 * Returns the gaps in x between the pieces of a run, each with the boxes of the ink on both sides.
 * @param {Piece[]} run
 */
function gapsIn(run) {
  if (run.length === 1) return [];
  const boxes = run.map((piece) => piece.box).sort((a, b) => a.left - b.left);
  return boxes.slice(1).flatMap((box, at) => {
    const left = unite(boxes.slice(0, at + 1));
    const gap = box.left - left.right;
    return gap > 0 ? [{ gap, left, right: unite(boxes.slice(at + 1)) }] : [];
  });
}
