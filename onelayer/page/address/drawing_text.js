/**
 * The content of a pad as a short text for addresses: compressed JSON in base64. An image is a JSON string: its bytes in
 * base64. A stroke is a list of numbers, x and y in turn: its first point, then each point minus the one before, in steps of
 * a grid.
 */

import { decodeBytes } from '../dom/decoding.js';
import { deflate, inflate } from '../drawing/compression.js';
import { areStrokes } from '../drawing/drawing_lines.js';
import { PIXELS } from '../reading/drawing.js';

/** @import { Point } from '../drawing/geometry.js' */
/** @import { Content } from '../drawing/ink.js' */

const GRID = 2000; // steps of the pad's side: the pen's points are six of them apart
const MOST_BYTES = 200_000; // of the JSON; a full pad has less
const INTERVALS = [1, 2, 4, 8, 16, 32, 64]; // until the text fits: all points, every second, …

/**
 * Gives the text of a pad's content. A drawing of thousands of points loses some so that it fits; null if that is not
 * enough.
 * @param {Content} content
 * @param {number} room  characters
 * @returns {Promise<string | null>}
 */
export async function formatContent({ strokes, image }, room) {
  for (const interval of INTERVALS) {
    const lists = strokes.map((stroke) => differencesOf(thin(stroke, interval)));
    const text = toAddress(await deflate(JSON.stringify(image ?? lists)));
    if (text.length <= room) return text;
  }
  return null;
}

/**
 * Reads such a text, which may contain anything. Rejects with an Error if it is not the text of a pad's content.
 * @param {string} text
 * @param {number} [width]  of the pad, in its heights
 * @returns {Promise<{strokes: Point[][], image: string | null}>}
 */
export async function parseContent(text, width = 1) {
  const bytes = await inflate(new Blob([fromAddress(text)]), 'deflate-raw', MOST_BYTES);
  const content = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof content === 'string' && width === 1) {
    const pixels = decodeBytes(content);
    if (pixels.length !== PIXELS) throw new Error('no image');
    return { strokes: [], image: btoa(String.fromCharCode(...pixels)) };
  }
  const strokes = content.map(pointsOf).filter((/** @type {Point[]} */ points) => points.length);
  if (!areStrokes(strokes, width)) throw new Error('no strokes');
  return { strokes, image: null };
}

/**
 * Every second point of a stroke, or every fourth, and so on; its first and last point always stay.
 * @param {Point[]} stroke
 * @param {number} interval
 */
function thin(stroke, interval) {
  return stroke.filter((_, i) => i % interval === 0 || i === stroke.length - 1);
}

/**
 * Turns the points of a stroke into its list.
 * @param {Point[]} points
 */
function differencesOf(points) {
  let [lastX, lastY] = [0, 0];
  return points.flatMap((point) => {
    const [x, y] = point.map((value) => Math.round(value * GRID));
    const difference = [x - lastX, y - lastY];
    [lastX, lastY] = [x, y];
    return difference;
  });
}

/**
 * Turns such a list into points.
 * @param {number[]} differences
 * @returns {Point[]}
 */
function pointsOf(differences) {
  let [x, y] = [0, 0];
  return differences.flatMap((difference, i) => {
    if (i % 2) return [];
    x += difference;
    y += differences[i + 1];
    return [[x / GRID, y / GRID]];
  });
}

/**
 * Gives base64 in letters that an address may contain.
 * @param {Uint8Array} bytes
 */
function toAddress(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @param {string} text */
function fromAddress(text) {
  return decodeBytes(text.replaceAll('-', '+').replaceAll('_', '/'));
}
