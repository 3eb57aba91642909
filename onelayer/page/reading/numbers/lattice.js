/**
 * All that is considered when strokes are read as a number: pieces, arcs, what the network reads in each, the terms. The
 * same as onelayer/reading/numbers/lattice.py.
 */

import { heightOf, longerSideOf, widthOf } from '../boxes.js';
import { SMALLEST_EXTENT } from '../drawing.js';
import { findArcs } from './arcs.js';
import { findSplits, MOST_SPLIT_STROKES, WIDE } from './cuts.js';
import { readInk } from './ink.js';
import { makePieces } from './pieces.js';
import { digitTerms, findOver, neighboursOf, shapeTerms, skippedTerms } from './terms.js';

/** @import { InkBox } from '../boxes.js' */
/** @import { Stroke } from '../drawing.js' */
/** @import { Network } from '../network.js' */
/** @import { Prototypes } from '../verdict.js' */
/** @import { Arc, Part } from './arcs.js' */
/** @import { Split } from './cuts.js' */
/** @import { InkReading, RememberedInk, SeenStroke } from './ink.js' */
/** @import { Piece } from './pieces.js' */
/** @import { Terms } from './terms.js' */

const WHOLE = 0.9; // a stroke that is read with this probability, and looks like the digit, is not split
const SMALL = 0.05; // of H: the longer side of a smaller stroke's box; such a stroke is a dot
/** @type {number | null} */
const LIGATURE = null;
const FLATTEST = 0.3; // the height of the writing is at least this fraction of the widest stroke's width

/**
 * @typedef {object} Choice  an arc taken for one of its candidates, or for a ligature
 * @property {number} arc  its number
 * @property {number | null} digit  null for a ligature
 * @property {Terms} terms
 *
 * @typedef {object} Lattice
 * @property {Stroke[]} strokes  without dots, in the order of time
 * @property {number} height  H, the height of the writing, in the unit of the pad's height
 * @property {Piece[]} pieces  from the first digit to the last
 * @property {Arc[]} arcs  those that begin first first
 * @property {(InkReading | null)[]} ink  what the network reads in each arc; null for a ligature
 * @property {Choice[]} choices
 *
 * @typedef {object} Reader
 * @property {Network} network
 * @property {Prototypes} prototypes
 * @property {RememberedInk} remembered
 */

/**
 * Finds what has to be considered.
 * @param {Stroke[]} drawn  in the order of time
 * @param {Reader} reader
 * @param {boolean} isWriting  the last stroke is under the pen: it is not split yet
 * @returns {Lattice | null}  null if there is no more ink than a dot
 */
export function findLattice(drawn, reader, isWriting) {
  const strokes = withoutDots(
    drawn.filter((stroke) => stroke.length),
    reader.remembered,
  );
  if (!strokes.length) return null;
  const seen = strokes.map((stroke) => reader.remembered.see(stroke));
  const points = seen.map((stroke) => stroke.points);
  const height = heightOfWriting(seen.map((stroke) => stroke.box));
  /** @param {Part[]} parts */
  const readParts = (parts) => {
    const cut = () => parts.map(({ stroke, first, last }) => strokes[stroke].slice(first, last + 1));
    return reader.remembered.get(strokes, parts, () => readInk(cut(), reader.network, reader.prototypes));
  };
  const isUnderPen = isWriting && strokes.at(-1) === drawn.at(-1);
  const splits = findAllSplits(isUnderPen ? seen.slice(0, -1) : seen, height, readParts);
  const pieces = makePieces(points, splits, height);
  const arcs = findArcs(pieces, splits, height);
  const ink = arcs.map((arc) => (arc.isLigature ? null : readParts(arc.parts)));
  const before = neighboursOf(pieces, height);
  const over = findOver(pieces);
  const choices = arcs.flatMap((arc, number) => {
    const found = ink[number];
    if (!found) return [{ arc: number, digit: LIGATURE, terms: skippedTerms(arc, points, height) }];
    const shape = shapeTerms(arc, pieces.length, height, before[arc.start], over[arc.start]);
    return found.candidates.map(({ digit, probability, strangeness }) => {
      return { arc: number, digit, terms: digitTerms(probability, strangeness, shape) };
    });
  });
  return { strokes, height, pieces, arcs, ink, choices };
}

/**
 * Finds how wide strokes may be split, but those that are a digit as they are.
 * @param {SeenStroke[]} strokes
 * @param {number} height
 * @param {(parts: Part[]) => InkReading} readParts
 */
function findAllSplits(strokes, height, readParts) {
  const wide = [...strokes.keys()].filter((number) => widthOf(strokes[number].box) > WIDE * height);
  /** @type {Map<number, Split[]>} */
  const splits = new Map();
  for (const stroke of wide.slice(0, MOST_SPLIT_STROKES)) {
    const { points } = strokes[stroke];
    const found = findSplits(points, height);
    if (!found.length) continue;
    const [best] = readParts([{ stroke, first: 0, last: points.length - 1 }]).candidates;
    if (best.probability <= WHOLE || best.strangeness > 1) splits.set(stroke, found);
  }
  return splits;
}

/**
 * Returns H, the height of the writing, of the boxes of its strokes: the largest stroke's height.
 * @param {InkBox[]} boxes
 */
function heightOfWriting(boxes) {
  return Math.max(...boxes.map((box) => Math.max(heightOf(box), FLATTEST * widthOf(box))));
}

/**
 * Leaves out dots; all strokes if nothing else is there.
 * @param {Stroke[]} strokes
 * @param {RememberedInk} remembered
 */
function withoutDots(strokes, remembered) {
  const boxes = strokes.map((stroke) => remembered.see(stroke).box);
  if (Math.max(0, ...boxes.map(longerSideOf)) < SMALLEST_EXTENT) return [];
  const least = SMALL * heightOfWriting(boxes);
  return strokes.filter((_, number) => longerSideOf(boxes[number]) >= least);
}
