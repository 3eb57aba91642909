/**
 * What is on a pad as a short text for addresses: JSON, packed, in base64. An image is a JSON string, the base64 of its
 * bytes. A stroke is a list: its first point on the grid, then how far each point is from the one before, x and y in turn.
 */

import { PIXELS } from '../../browser/drawing.js';
import { deflate, inflate } from './compression.js';
import { decodeBytes } from './decoding.js';
import { areStrokes } from './drawing_lines.js';

/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

const GRID = 2000; // steps of the pad's side: the pen's points are six of them apart
const MOST_BYTES = 200_000; // unpacked; more than a full pad has
const INTERVALS = [1, 2, 4, 8, 16, 32, 64]; // a drawing too long for its room goes with every second point of its strokes, every fourth, …

/**
 * The text of what is on a pad; very long strokes go with fewer points. Null where it does not fit even then.
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
 * What such a text, which may be anybody's, puts on a pad. Rejects with an Error where it is none.
 * @param {string} text
 * @returns {Promise<{strokes: Point[][], image: string | null}>}
 */
export async function parseContent(text) {
  const bytes = await inflate(new Blob([fromAddress(text)]), 'deflate-raw', MOST_BYTES);
  const content = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof content === 'string') {
    const pixels = decodeBytes(content);
    if (pixels.length !== PIXELS) throw new Error('no image');
    return { strokes: [], image: btoa(String.fromCharCode(...pixels)) };
  }
  const strokes = content.map(pointsOf).filter((/** @type {Point[]} */ points) => points.length);
  if (!areStrokes(strokes)) throw new Error('no strokes');
  return { strokes, image: null };
}

/**
 * The first point of a stroke, the points at each interval from it, and the last.
 * @param {Point[]} stroke
 * @param {number} interval
 */
function thin(stroke, interval) {
  return stroke.filter((_, i) => i % interval === 0 || i === stroke.length - 1);
}

/**
 * The list of a stroke.
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
 * The stroke of a list.
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
 * Base64 whose letters an address can have.
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
