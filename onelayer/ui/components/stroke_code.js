/**
 * A drawing as a short text: its strokes on a grid, each point as its distance from the one before, small numbers as one
 * byte; or the bytes of an image. As base64 for addresses, after a letter that says which: `s` or `i`.
 */

import { PIXELS } from '../../browser/drawing.js';
import { decodeBytes } from './decoding.js';
import { clamp } from './geometry.js';

/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

const GRID = 4095; // steps of the pad's side
const TOLERANCES = [0.5, 1, 2, 4, 8, 16, 32, 64, 128]; // of the grid: how far a stroke may lie from what is left of it

/**
 * The text of what is on a pad; strokes lose points until it is short enough. Null where that is not possible.
 * @param {Content} content
 * @param {number} room  characters
 * @returns {string | null}
 */
export function encodeContent({ strokes, image }, room) {
  if (image !== null) {
    const text = `i${toAddress(decodeBytes(image))}`;
    return text.length <= room ? text : null;
  }
  const onGrid = strokes.map((stroke) =>
    stroke.map(([x, y]) => /** @type {Point} */ ([Math.round(x * GRID), Math.round(y * GRID)])),
  );
  for (const tolerance of TOLERANCES) {
    const text = `s${toAddress(encodeStrokes(onGrid.map((stroke) => simplify(stroke, tolerance))))}`;
    if (text.length <= room) return text;
  }
  return null;
}

/**
 * What such a text, which may be anybody's, puts on a pad. Throws an Error where it is none.
 * @param {string} text
 * @returns {{strokes: Point[][], image: string | null}}
 */
export function decodeContent(text) {
  const bytes = fromAddress(text.slice(1));
  if (text[0] === 's') return { strokes: decodeStrokes(bytes), image: null };
  if (text[0] !== 'i' || bytes.length !== PIXELS) throw new Error('neither strokes nor an image');
  return { strokes: [], image: btoa(String.fromCharCode(...bytes)) };
}

/**
 * Without the points that lie no farther from the line between those that stay (Ramer 1972, Douglas and Peucker 1973).
 * @param {Point[]} points
 * @param {number} tolerance
 * @returns {Point[]}
 */
export function simplify(points, tolerance) {
  const stays = points.map((_, i) => i === 0 || i === points.length - 1);
  const spans = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let [farthest, at] = [tolerance, 0];
    for (let i = first + 1; i < last; i++) {
      const distance = distanceFrom(points[i], points[first], points[last]);
      if (distance > farthest) [farthest, at] = [distance, i];
    }
    if (!at) continue;
    stays[at] = true;
    spans.push([first, at], [at, last]);
  }
  return points.filter((_, i) => stays[i]);
}

/**
 * How far a point is from the line between two.
 * @param {Point} point
 * @param {Point} from
 * @param {Point} to
 */
function distanceFrom([x, y], [fromX, fromY], [toX, toY]) {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX ** 2 + alongY ** 2;
  const part = length ? clamp(((x - fromX) * alongX + (y - fromY) * alongY) / length, 0, 1) : 0;
  return Math.hypot(x - fromX - part * alongX, y - fromY - part * alongY);
}

/**
 * @param {Point[][]} strokes  on the grid
 * @returns {number[]} bytes: how many points each has, then each point less the one before
 */
function encodeStrokes(strokes) {
  /** @type {number[]} */
  const bytes = [];
  let [lastX, lastY] = [0, 0];
  for (const stroke of strokes) {
    pushNumber(bytes, stroke.length);
    for (const [x, y] of stroke) {
      pushNumber(bytes, zigzag(x - lastX));
      pushNumber(bytes, zigzag(y - lastY));
      [lastX, lastY] = [x, y];
    }
  }
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Point[][]}
 */
function decodeStrokes(bytes) {
  const numbers = takeNumbers(bytes);
  /** @type {Point[][]} */
  const strokes = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < numbers.length; ) {
    const points = numbers[at++];
    if (!points || at + 2 * points > numbers.length) throw new Error('a stroke breaks off');
    /** @type {Point[]} */
    const stroke = [];
    for (let i = 0; i < points; i++) {
      x += unzigzag(numbers[at++]);
      y += unzigzag(numbers[at++]);
      if (Math.min(x, y) < 0 || Math.max(x, y) > GRID) throw new Error('a point lies beside the pad');
      stroke.push([x / GRID, y / GRID]);
    }
    strokes.push(stroke);
  }
  return strokes;
}

/**
 * A whole number from 0 on, seven bits a byte, the lowest first; the highest bit of a byte says that more come.
 * @param {number[]} bytes
 * @param {number} number
 */
function pushNumber(bytes, number) {
  for (; number > 127; number = Math.floor(number / 128)) bytes.push(128 + (number % 128));
  bytes.push(number);
}

/** @param {Uint8Array} bytes */
function takeNumbers(bytes) {
  const numbers = [];
  for (let at = 0; at < bytes.length; at++) {
    let number = 0;
    let place = 1;
    for (; bytes[at] > 127; at++, place *= 128) number += (bytes[at] - 128) * place;
    if (at >= bytes.length || place > 128 ** 3) throw new Error('a number breaks off');
    numbers.push(number + bytes[at] * place);
  }
  return numbers;
}

/**
 * 0, -1, 1, -2, … as 0, 1, 2, 3, …
 * @param {number} value
 */
function zigzag(value) {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** @param {number} value */
function unzigzag(value) {
  return value % 2 ? -(value + 1) / 2 : value / 2;
}

/**
 * Base64 whose letters an address can have.
 * @param {ArrayLike<number>} bytes
 */
function toAddress(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} text */
function fromAddress(text) {
  if (!/^[\w-]*$/.test(text)) throw new Error('a letter that no link has');
  return decodeBytes(text.replaceAll('-', '+').replaceAll('_', '/'));
}
