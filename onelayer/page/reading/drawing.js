/** Makes the image of a drawing as MNIST's images were made. The same as onelayer/reading/drawing.py. */

import { boxOf, heightOf, longerSideOf, widthOf } from './boxes.js';

const { fround } = Math;

/** @typedef {[number, number]} Point  x to the right and y down, in the unit square */
/** @typedef {Point[]} Stroke  from pen-down to pen-up, at least one point */

export const SIDE = 28; // pixels of the image
export const PIXELS = SIDE * SIDE;
const BOX = 20; // pixels: the longer side of the ink's box, pen width included, as in MNIST
const PEN_WIDTH = 2.4; // pixels of the image: gives as much ink as MNIST has on average
const PAD_PEN_WIDTH = 0.062 * SIDE; // the width of the pen on the sketchpad, in pixels of the image
const CENTRE_OF_MASS = 14.5; // pixels from the edge: the average of MNIST's 60,000 training images
export const SMALLEST_EXTENT = 0.02; // as a fraction of the sketchpad; a smaller drawing is a dot, and a dot is no digit
const SAMPLE_SPACING = 0.3; // pixels between the pen's prints: the dents between two prints are then 1/100 pixel deep
const FINEST_GRID = 8; // prints per pixel along each side, at most: bounds the time that a drawing can take

/**
 * Draws strokes as an image. No more than a dot gives an empty image.
 * @param {Stroke[]} strokes
 * @returns {Uint8Array}  784 bytes, row by row
 */
export function drawImage(strokes) {
  if (!hasInk(strokes)) return new Uint8Array(PIXELS);
  const box = boxOf(strokes.flat().map(toSingle));
  const [middleX, middleY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const scale = (BOX - PEN_WIDTH) / longerSideOf(box);
  const prints = penPrints(strokes, ([x, y]) => [(x - middleX) * scale + SIDE / 2, (y - middleY) * scale + SIDE / 2]);
  const centre = centreOfMass(cover(prints, PEN_WIDTH, 0, 0));
  // The distance that the ink can move before it leaves the image.
  const room = (/** @type {number} */ extent) => SIDE / 2 - (extent * scale) / 2 - PEN_WIDTH / 2;
  const shiftX = clip(CENTRE_OF_MASS - centre[0], room(widthOf(box)));
  const shiftY = clip(CENTRE_OF_MASS - centre[1], room(heightOf(box)));
  return toBytes(cover(prints, PEN_WIDTH, shiftX, shiftY));
}

/**
 * Whether the drawing is more than a dot.
 * @param {Stroke[]} strokes
 */
export function hasInk(strokes) {
  return fround(longerSideOf(boxOf(strokes.flat().map(toSingle)))) >= SMALLEST_EXTENT;
}

/**
 * Shrinks the sketchpad to 28 × 28 pixels, without any other change, as most demos do.
 * @param {Stroke[]} strokes
 * @returns {Uint8Array}  784 bytes
 */
export function shrinkPad(strokes) {
  const prints = penPrints(strokes, ([x, y]) => [x * SIDE, y * SIDE]);
  return toBytes(cover(prints, PAD_PEN_WIDTH, 0, 0));
}

/**
 * Rounds a point to single precision, as drawings have it in Python.
 * @param {Point} point
 * @returns {Point}
 */
export function toSingle([x, y]) {
  return [fround(x), fround(y)];
}

/**
 * Places prints of the pen along the strokes, so close together that they form an even line.
 * @param {Stroke[]} strokes
 * @param {(point: Point) => Point} place  from the unit square to pixels
 * @returns {number[]}  x, y, x, y, … in pixels
 */
function penPrints(strokes, place) {
  const prints = [];
  for (const stroke of strokes) {
    let [x, y] = place(toSingle(stroke[0]));
    for (let i = 1; i < stroke.length; i++) {
      const [nextX, nextY] = place(toSingle(stroke[i]));
      const steps = Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / SAMPLE_SPACING));
      for (let step = 0; step < steps; step++) {
        prints.push(x + ((nextX - x) * step) / steps, y + ((nextY - y) * step) / steps);
      }
      [x, y] = [nextX, nextY];
    }
    prints.push(x, y);
  }
  return prints.length / 2 > (FINEST_GRID * BOX) ** 2 / 4 ? onGrid(prints) : prints;
}

/**
 * Moves crowded prints to the finest grid, and keeps each place of the grid only once.
 * @param {number[]} prints
 * @returns {number[]}
 */
function onGrid(prints) {
  const side = SIDE * FINEST_GRID + 1;
  const taken = new Set();
  for (let i = 0; i < prints.length; i += 2) {
    taken.add(roundHalfToEven(prints[i + 1] * FINEST_GRID) * side + roundHalfToEven(prints[i] * FINEST_GRID));
  }
  return [...taken].flatMap((at) => [(at % side) / FINEST_GRID, Math.floor(at / side) / FINEST_GRID]);
}

/**
 * Computes the fraction of each pixel, 0 to 1, that the pen covers: the anti-aliased union of discs at the prints.
 *
 * A pixel whose centre has the distance d to the nearest print is covered by radius + ½ − d, as by a straight edge at
 * that distance. Numbers are rounded to single precision wherever Python does it, so that both make the same image.
 * @param {number[]} prints
 * @param {number} penWidth  in pixels
 * @param {number} shiftX
 * @param {number} shiftY
 */
function cover(prints, penWidth, shiftX, shiftY) {
  const reach = fround(penWidth / 2 + 0.5);
  const coverage = new Float32Array(PIXELS);
  for (let i = 0; i < prints.length; i += 2) {
    const x = fround(prints[i] + shiftX);
    const y = fround(prints[i + 1] + shiftY);
    const [column, row] = [firstWithin(x, reach), firstWithin(y, reach)];
    const [besideX, besideY] = [fround(column + 0.5 - x), fround(row + 0.5 - y)];
    const [columns, rows] = [Math.min(2 * reach + 1, SIDE - column), Math.min(2 * reach + 1, SIDE - row)];
    for (let r = Math.max(0, -row); r < rows; r++) {
      const squareY = fround(fround(besideY + r) ** 2);
      for (let c = Math.max(0, -column); c < columns; c++) {
        const covered = reach - fround(Math.sqrt(fround(fround(fround(besideX + c) ** 2) + squareY)));
        const pixel = SIDE * (row + r) + column + c;
        if (covered > coverage[pixel]) coverage[pixel] = covered;
      }
    }
  }
  return coverage.map((covered) => Math.min(1, covered));
}

/**
 * Returns the first row or column whose centre is within reach of a place.
 * @param {number} place
 * @param {number} reach
 */
function firstWithin(place, reach) {
  return Math.ceil(fround(fround(place - reach) - 0.5));
}

/**
 * @param {Float32Array} coverage
 * @returns {Point}  in pixels from the edge
 */
function centreOfMass(coverage) {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < PIXELS; i++) {
    mass += coverage[i];
    sumX += coverage[i] * ((i % SIDE) + 0.5);
    sumY += coverage[i] * (Math.floor(i / SIDE) + 0.5);
  }
  return [sumX / mass, sumY / mass];
}

/** @param {Float32Array} coverage */
function toBytes(coverage) {
  const bytes = new Uint8Array(PIXELS); // a loop: Uint8Array.from takes ten times as long
  for (let i = 0; i < PIXELS; i++) bytes[i] = roundHalfToEven(255 * coverage[i]);
  return bytes;
}

/**
 * @param {number} value
 * @param {number} size  the value is limited to −size … size
 */
function clip(value, size) {
  return Math.max(-size, Math.min(size, value));
}

/**
 * Rounds a number to the nearest whole one, of two to the even one, as Python does.
 * @param {number} value  0 or more
 */
export function roundHalfToEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
