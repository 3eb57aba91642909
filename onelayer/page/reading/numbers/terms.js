/**
 * The terms of an arc's score: what speaks for a run of pieces being a digit, and what against it. The same as
 * onelayer/reading/numbers/terms.py, which says what each is.
 */

import { heightOf, longerSideOf, overlapOf, unite, widthOf } from '../boxes.js';

/** @import { Arc } from './arcs.js' */
/** @import { InkBox } from '../boxes.js' */
/** @import { Point } from '../drawing.js' */
/** @import { Piece } from './pieces.js' */

const LEAST_PROBABILITY = 1e-3; // a digit's probability counts as this at least: a network may be too sure
const MOST_STRANGE = 2.5; // of the distance at which a drawing still looks like the digit
const OVER = 0.65; // of the wider one's width, and of the higher one's height: pieces with more in common lie over one another
const NARROW = 0.1; // of the height: narrower pieces are lines, and may stand side by side
const NEIGHBOUR = 0.6; // of H: the ink before an arc that is nearer to its left end than this is its neighbour

const READ = ['improbable', 'strange', 'no digit'];
const SHAPE = [
  ...['a digit', 'low', 'wide', 'strokes', 'gap inside', 'cut', 'gap before', 'close before', 'overlap before'],
  ...['within before', 'baseline', 'top', 'alone'],
];
const SKIPPED = ['a ligature', 'long ligature', 'backward ligature'];
export const TERMS = [...READ, ...SHAPE, ...SKIPPED];
const NOT_SKIPPED = SKIPPED.map(() => 0);
const NOT_A_DIGIT = [...READ, ...SHAPE].map(() => 0);

/** @typedef {number[]} Terms  in the order of TERMS */

/**
 * Returns the terms of an arc that is taken for a digit.
 * @param {number} probability  of the digit, in what the network reads
 * @param {number} strangeness  distance from the digit ÷ the distance at which a drawing still looks like it
 * @param {number[]} shape  the arc's shapeTerms
 * @returns {Terms}
 */
export function digitTerms(probability, strangeness, shape) {
  const improbable = -Math.log(Math.max(probability, LEAST_PROBABILITY));
  const strange = Math.min(strangeness, MOST_STRANGE);
  return [improbable, strange, Math.max(strange - 1, 0), ...shape, ...NOT_SKIPPED];
}

/**
 * Returns the terms that depend on where the ink is.
 * @param {Arc} arc  a digit's
 * @param {number} pieces  how many there are
 * @param {number} height  H, the height of the writing
 * @param {InkBox | null} neighbour  the box of the ink before the arc; null if it is the first
 * @param {boolean} liesOver  its first piece lies over ink before it
 */
export function shapeTerms({ box, start, end, parts, gap, endsInside }, pieces, height, neighbour, liesOver) {
  const short = Math.max(1 - heightOf(box) / height, 0);
  return [
    1,
    short * short,
    Math.max(widthOf(box) / height - 0.8, 0),
    new Set(parts.map((part) => part.stroke)).size - 1,
    gap / height,
    endsInside,
    ...neighbourTerms(box, height, neighbour, liesOver),
    Number(start === 0 && end === pieces),
  ];
}

/**
 * @param {InkBox} box
 * @param {number} height
 * @param {InkBox | null} neighbour
 * @param {boolean} liesOver
 */
function neighbourTerms(box, height, neighbour, liesOver) {
  if (!neighbour) return [0, 0, 0, 0, 0, 0];
  const apart = (box.left - neighbour.right) / height;
  const gap = Math.min(Math.max(apart, 0), 1);
  const overlap = Math.max(-apart, 0);
  return [
    gap,
    Math.max(0.15 - gap, 0),
    overlap,
    liesOver ? 1 : Math.max(overlap - 0.25, 0),
    Math.min(Math.abs(box.bottom - neighbour.bottom) / height, 1),
    Math.min(Math.abs(box.top - neighbour.top) / height, 1),
  ];
}

/**
 * Returns the terms of a ligature.
 * @param {Arc} arc
 * @param {Point[][]} strokes
 * @param {number} height  H, the height of the writing
 * @returns {Terms}
 */
export function skippedTerms({ box, parts: [{ stroke, first, last }] }, strokes, height) {
  const onward = strokes[stroke][last][0] - strokes[stroke][first][0];
  return [...NOT_A_DIGIT, 1, longerSideOf(box) / height, Math.max(0.2 - onward / height, 0)];
}

/**
 * For each piece, returns the box of the ink just before it: that near the right end of all ink before.
 * @param {Piece[]} pieces
 * @param {number} height  H, the height of the writing
 * @returns {(InkBox | null)[]}
 */
export function neighboursOf(pieces, height) {
  let right = -Infinity;
  return pieces.map((_, at) => {
    if (at === 0) return null;
    right = Math.max(right, pieces[at - 1].box.right);
    const near = pieces.slice(0, at).filter(({ box }) => box.right > right - NEIGHBOUR * height);
    return unite(near.map(({ box }) => box));
  });
}

/**
 * Says of each piece whether it lies over earlier ink of another stroke, as the slash of a zero does.
 * @param {Piece[]} pieces
 */
export function findOver(pieces) {
  return pieces.map(({ box, cutBefore }, at) => {
    const before = pieces.slice(Math.max(at - 2, 0), at);
    return !cutBefore && before.some((piece) => liesOver(box, piece.box));
  });
}

/**
 * @param {InkBox} box
 * @param {InkBox} before
 */
function liesOver(box, before) {
  const wider = Math.max(widthOf(box), widthOf(before));
  const higher = Math.max(heightOf(box), heightOf(before));
  const common = Math.min(box.bottom, before.bottom) - Math.max(box.top, before.top);
  return wider > NARROW * higher && overlapOf(box, before) >= OVER * wider && common >= OVER * higher;
}
