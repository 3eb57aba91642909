/**
 * Labelled drawings as text: the lines of a drawings file, `{"label": 7, "writer": "anyone", "strokes": [[[x, y], …],
 * …]}`. The browser's storage may contain anything, so each line is checked, as on the server.
 */

import { hasInk } from '../../browser/drawing.js';

/** @import { LabelledDrawing } from './collection.js' */
/** @import { Point } from './geometry.js' */

export const MOST_STROKES = 500; // in a drawing
export const MOST_POINTS = 20_000;
const LONGEST_WRITER = 100; // characters

/**
 * The line of each drawing; it is made only once.
 * @type {WeakMap<LabelledDrawing, string>}
 */
const lines = new WeakMap();

/**
 * @param {readonly LabelledDrawing[]} drawings
 * @returns {string} a line for each drawing, each with a line end; empty without drawings
 */
export function formatDrawings(drawings) {
  return drawings.map((drawing) => `${lineOf(drawing)}\n`).join('');
}

/** @param {LabelledDrawing} drawing */
function lineOf(drawing) {
  const line = lines.get(drawing) ?? formatDrawing(drawing);
  lines.set(drawing, line);
  return line;
}

/** @param {LabelledDrawing} drawing */
function formatDrawing({ label, writer, strokes }) {
  const rounded = strokes.map((stroke) => stroke.map(roundPoint));
  return JSON.stringify({ label, ...(writer === null ? {} : { writer }), strokes: rounded });
}

/**
 * Rounds a point to four decimals.
 * @param {Point} point
 * @returns {Point}
 */
function roundPoint([x, y]) {
  return [Math.round(x * 10_000) / 10_000, Math.round(y * 10_000) / 10_000];
}

/**
 * Reads the drawings in such text.
 * @param {string} text
 * @param {readonly LabelledDrawing[]} known  drawings that are already there; a line that is equal to the line of one
 *   of them gives that same object
 * @returns {{drawings: LabelledDrawing[], skipped: number}}  skipped: the number of lines without a valid drawing
 */
export function parseDrawings(text, known = []) {
  /** @type {Map<string, LabelledDrawing[]>} */
  const knownByLine = new Map();
  for (const drawing of known) {
    const line = lineOf(drawing);
    knownByLine.set(line, [...(knownByLine.get(line) ?? []), drawing]);
  }
  const filled = text.split('\n').filter((line) => line.trim());
  const read = filled.map((line) => knownByLine.get(line)?.shift() ?? parseDrawing(line));
  const drawings = read.filter((drawing) => drawing !== null);
  return { drawings, skipped: filled.length - drawings.length };
}

/**
 * @param {string} line
 * @returns {LabelledDrawing | null}
 */
function parseDrawing(line) {
  const { label, writer = null, strokes } = parseFields(line);
  const isLabelled = Number.isInteger(label) && label >= 0 && label <= 9;
  const isWritten = writer === null || (typeof writer === 'string' && isName(writer));
  if (!isLabelled || !isWritten || !areStrokes(strokes)) return null;
  const rounded = strokes.filter((stroke) => stroke.length).map((stroke) => stroke.map(roundPoint));
  return hasInk(rounded) ? { label, writer, strokes: rounded } : null; // after rounding, as it will be written
}

/**
 * @param {string} line
 * @returns {any}  anything that JSON can contain, not checked
 */
function parseFields(line) {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    return {};
  }
}

/** @param {string} writer */
function isName(writer) {
  return [...writer].length <= LONGEST_WRITER && !/\p{Surrogate}/u.test(writer);
}

/**
 * Whether these are strokes of points in the unit square, and not too many.
 * @param {unknown} strokes
 * @returns {strokes is Point[][]}
 */
export function areStrokes(strokes) {
  if (!Array.isArray(strokes) || strokes.length > MOST_STROKES) return false;
  if (!strokes.every((stroke) => Array.isArray(stroke) && stroke.every(isPoint))) return false;
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= MOST_POINTS;
}

/**
 * @param {unknown} point
 * @returns {point is Point}
 */
function isPoint(point) {
  return (
    Array.isArray(point) &&
    point.length === 2 &&
    point.every((value) => typeof value === 'number' && value >= 0 && value <= 1)
  );
}
