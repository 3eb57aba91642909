/** A drawing → its image, as MNIST was made. The twin of onelayer/reading/drawing.py. */

const { fround } = Math;

/** @typedef {[number, number]} Point  x to the right and y down, in the unit square */
/** @typedef {Point[]} Stroke  from pen-down to pen-up; at least one point */

export const SIDE = 28; // pixels of the image
export const PIXELS = SIDE * SIDE;
const BOX = 20; // pixels of the longer side of the ink, pen width included: MNIST's
const PEN_WIDTH = 2.4; // pixels of the image: the ink then weighs what it weighs in MNIST on average
const PAD_PEN_WIDTH = 0.062 * SIDE; // as wide as the sketchpad shows its pen
const CENTRE_OF_MASS = 14.5; // where the 60,000 images of MNIST have it on average, in pixels from the edge
const SMALLEST_EXTENT = 0.02; // of the sketchpad; a smaller drawing is a dot, and a dot is no digit
const SAMPLE_SPACING = 0.3; // pixels between the pen's prints: the gaps that are left are 1/100 pixel deep
const FINEST_GRID = 8; // prints a pixel, at most, so that no drawing can take long

/**
 * The image of strokes, 784 bytes from 0 to 255, row by row; empty where there is no more than a dot.
 * @param {Stroke[]} strokes
 * @returns {Uint8Array}
 */
export function drawImage(strokes) {
  const box = boxOf(strokes);
  if (!box || isDot(box)) return new Uint8Array(PIXELS);
  const scale = (BOX - PEN_WIDTH) / Math.max(box.width, box.height);
  const prints = penPrints(strokes, ([x, y]) => [(x - box.x) * scale + SIDE / 2, (y - box.y) * scale + SIDE / 2]);
  const centre = centreOfMass(cover(prints, PEN_WIDTH, 0, 0));
  // How far the ink can move before it leaves the image.
  const room = (/** @type {number} */ extent) => SIDE / 2 - (extent * scale) / 2 - PEN_WIDTH / 2;
  const shiftX = clip(CENTRE_OF_MASS - centre[0], room(box.width));
  const shiftY = clip(CENTRE_OF_MASS - centre[1], room(box.height));
  return toBytes(cover(prints, PEN_WIDTH, shiftX, shiftY));
}

/**
 * Whether there is more than a dot.
 * @param {Stroke[]} strokes
 */
export function hasInk(strokes) {
  const box = boxOf(strokes);
  return box !== null && !isDot(box);
}

/** @param {{width: number, height: number}} box */
function isDot({ width, height }) {
  return fround(Math.max(width, height)) < SMALLEST_EXTENT;
}

/**
 * The sketchpad as it is, plainly shrunk to 784 bytes: what most demos feed their network.
 * @param {Stroke[]} strokes
 * @returns {Uint8Array}
 */
export function shrinkPad(strokes) {
  const prints = penPrints(strokes, ([x, y]) => [x * SIDE, y * SIDE]);
  return toBytes(cover(prints, PAD_PEN_WIDTH, 0, 0));
}

/**
 * @param {Stroke[]} strokes
 * @returns {{x: number, y: number, width: number, height: number} | null}  its centre and its sides
 */
function boxOf(strokes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const [x, y] of stroke.map(toSingle)) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (left > right) return null;
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/**
 * A point in the precision that drawings have in Python.
 * @param {Point} point
 * @returns {Point}
 */
function toSingle([x, y]) {
  return [fround(x), fround(y)];
}

/**
 * Where a pen pressed down leaves an even line: x, y, x, y, … in pixels.
 * @param {Stroke[]} strokes
 * @param {(point: Point) => Point} place  from the unit square to pixels
 * @returns {number[]}
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
 * Crowded prints, each place of the finest grid once.
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
 * How much of each pixel the pen covers, 0 to 1: the anti-aliased union of discs at the prints.
 *
 * A pixel whose centre lies d from the nearest print is covered by radius + ½ − d, which is what a straight edge at that
 * distance covers. Rounded to single precision where Python's arrays are, so that both make the same image.
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
 * The first row or column whose centre is within reach of a place.
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
 * @param {number} size  the value is brought to −size … size
 */
function clip(value, size) {
  return Math.max(-size, Math.min(size, value));
}

/** @param {number} value */
function roundHalfToEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
