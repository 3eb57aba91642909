/**
 * The content of a pad as a short text for addresses: compressed bytes in base64. Of an image a 0 and its bytes; of strokes
 * JSON. A stroke is a list of numbers, x and y in turn: its first point, then each point minus the one before, in steps of a
 * grid.
 */

import { decodeBytes, encodeBytes } from '../dom/decoding.js';
import { deflate, inflate } from '../drawing/compression.js';
import { areStrokes } from '../drawing/drawing_lines.js';
import { importanceOfPoints } from '../drawing/simplify.js';
import { PIXELS } from '../reading/drawing.js';

/** @import { Point } from '../drawing/geometry.js' */
/** @import { Content } from '../drawing/ink.js' */

const GRID = 2000; // steps of the pad's side: the pen's points are six of them apart
const IMAGE = 0; // the first byte of an image; no JSON begins with it
const MOST_BYTES = 200_000; // of the JSON; a full pad has less
// How far a line may move so that the text fits, in the pad's height: first not at all, then by a twentieth of a pixel of
// the image, then by more.
const TOLERANCES = [0, 0.002, 0.004, 0.008, 0.016, 0.032];

/**
 * Gives the text of a pad's content. A drawing that is too long loses the points that it needs least, so that it fits; null
 * if that is not enough, or if it would be read otherwise.
 * @param {Content} content
 * @param {number} room  characters
 * @param {(strokes: Point[][]) => boolean} [isReadAlike]  whether a simpler drawing is read as the one on the pad
 * @returns {Promise<string | null>}
 */
export async function formatContent({ strokes, image }, room, isReadAlike = () => true) {
  if (image !== null) {
    const text = toAddress(await deflate(Uint8Array.of(IMAGE, ...decodeBytes(image))));
    return text.length <= room ? text : null;
  }
  const importance = strokes.map(importanceOfPoints);
  for (const tolerance of TOLERANCES) {
    const simpler = strokes.map((stroke, i) => stroke.filter((_, j) => importance[i][j] >= tolerance));
    const text = toAddress(await deflate(JSON.stringify(simpler.map(differencesOf))));
    if (text.length <= room) return tolerance === 0 || isReadAlike(simpler) ? text : null;
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
  if (bytes[0] === IMAGE && width === 1) {
    if (bytes.length !== 1 + PIXELS) throw new Error('no image');
    return { strokes: [], image: encodeBytes(bytes.subarray(1)) };
  }
  const content = JSON.parse(new TextDecoder().decode(bytes));
  const strokes = content.map(pointsOf).filter((/** @type {Point[]} */ points) => points.length);
  if (!areStrokes(strokes, width)) throw new Error('no strokes');
  return { strokes, image: null };
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
