/**
 * Labelled drawings as text: the lines of a drawings file, `{"label": 7, "writer": "anyone", "strokes": [[[x, y], …],
 * …]}`. A file or the browser's storage may contain anything, so each line is checked, as on the server.
 */

import { hasInk } from '../reading/drawing.js';
import { remember } from '../reading/remember.js';
import { countPoints, roundPoint } from './geometry.js';

/** @import { LabelledDrawing } from './collection.js' */
/** @import { Point } from './geometry.js' */

export const MOST_STROKES = 500; // in a drawing
export const MOST_POINTS = 20_000;
const LONGEST_WRITER = 100; // characters
const LONGEST_NAME_IN_FILE = 40; // characters
const EXPECTED =
  '{"label": 7, "strokes": [[[x, y], …], …]} with x and y from 0 to 1, at most 500 strokes and 20,000 points';

/**
 * @param {readonly LabelledDrawing[]} drawings
 * @returns {string} a line for each drawing, each with a line end; empty without drawings
 */
export function formatDrawings(drawings) {
  return drawings.map((drawing) => `${lineOf(drawing)}\n`).join('');
}

const lineOf = remember(formatDrawing);

/** A text that is equal for two drawings with the same label and strokes; the writer does not count. */
export const identityOf = remember((/** @type {LabelledDrawing} */ drawing) =>
  formatDrawing({ ...drawing, writer: null }),
);

/** @param {LabelledDrawing} drawing */
function formatDrawing({ label, writer, strokes }) {
  const rounded = strokes.map((stroke) => stroke.map(roundPoint));
  return JSON.stringify({ label, ...(writer === null ? {} : { writer }), strokes: rounded });
}

/**
 * Adds the writer's name to a file's name, only its letters and digits: `drawings-ada.jsonl`.
 * @param {string} name  with its ending
 * @param {string} writer  empty for none
 */
export function nameFile(name, writer) {
  const words = (writer.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join('-');
  const [stem, ...endings] = name.split('.');
  return words ? `${stem}-${[...words].slice(0, LONGEST_NAME_IN_FILE).join('')}.${endings.join('.')}` : name;
}

/**
 * Reads the drawings in such text.
 * @param {string} text
 * @param {readonly LabelledDrawing[]} known  drawings that are already there; a line of one of them gives that same object
 * @returns {{drawings: LabelledDrawing[], problems: string[]}}  problems: a sentence for each line without a valid drawing
 */
export function parseDrawings(text, known = []) {
  const knownByLine = new Map(known.map((drawing) => [lineOf(drawing), drawing]));
  /** @type {LabelledDrawing[]} */
  const drawings = [];
  /** @type {string[]} */
  const problems = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const read = knownByLine.get(line) ?? parseDrawing(line);
    if (typeof read === 'string') problems.push(`Line ${i + 1}: ${read}`);
    else drawings.push(knownByLine.get(lineOf(read)) ?? read);
  }
  return { drawings, problems };
}

/**
 * @param {string} line
 * @returns {LabelledDrawing | string}  or a sentence that says why the line has no valid drawing
 */
function parseDrawing(line) {
  const fields = parseFields(line);
  if (fields === undefined) return 'that is not JSON.';
  const { label, writer = null, strokes } = fields ?? {};
  if (!areStrokes(strokes)) return `that is not a drawing. Expected ${EXPECTED}.`;
  if (!Number.isInteger(label) || label < 0 || label > 9) return 'the label must be a whole number from 0 to 9.';
  if (writer !== null && !isWriter(writer)) return `the writer must be a text of up to ${LONGEST_WRITER} characters.`;
  const rounded = strokes.filter((stroke) => stroke.length).map((stroke) => stroke.map(roundPoint));
  if (!hasInk(rounded)) return 'the drawing has no more ink than a dot.'; // after rounding, as it will be written
  return { label, writer, strokes: rounded };
}

/**
 * @param {string} line
 * @returns {any} of which nothing is known; undefined if the line is not JSON
 */
function parseFields(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Whether it can be a writer's name: not too long, and without half a letter, which UTF-8 cannot encode.
 * @param {unknown} writer
 */
export function isWriter(writer) {
  return typeof writer === 'string' && [...writer].length <= LONGEST_WRITER && !/\p{Surrogate}/u.test(writer);
}

/**
 * Whether these are strokes of points in the unit square, and not too many.
 * @param {unknown} strokes
 * @param {number} width  of the pad, in its heights
 * @returns {strokes is Point[][]}
 */
export function areStrokes(strokes, width = 1) {
  if (!Array.isArray(strokes) || strokes.length > MOST_STROKES) return false;
  if (!strokes.every((stroke) => Array.isArray(stroke) && stroke.every((point) => isPoint(point, width)))) {
    return false;
  }
  return countPoints(strokes) <= MOST_POINTS;
}

/**
 * @param {unknown} point
 * @param {number} width  of the pad, in its heights
 * @returns {point is Point}
 */
function isPoint(point, width) {
  const most = [width, 1];
  return (
    Array.isArray(point) &&
    point.length === 2 &&
    point.every((value, axis) => typeof value === 'number' && value >= 0 && value <= most[axis])
  );
}
