/**
 * Edge directions: the edges of the ink in the upright image, by place and by direction. The same as
 * onelayer/reading/directions.py.
 */

import { PIXELS, SIDE } from './drawing.js';
import { remember } from './remember.js';

export const PLACES = 7; // along each side
export const DIRECTIONS = 16;
const BLOCK = 4; // along each side: the 16 directions of a place are laid out in a block of 4 × 4
const PLACE_SPREAD = 2; // pixels: standard deviation of the Gaussian that weights the pixels around a place
const GAIN = 4; // scales the inputs to about 0 to 4
const STEP = (2 * Math.PI) / DIRECTIONS;
const SOBEL_SUM = 8; // the sum of the absolute values of a Sobel filter's coefficients
const SEEN = placeWeights();
const INPUT_AT = new Int16Array(PIXELS).map((_, i) => {
  const place = i % PLACES ** 2; // all places of direction 0, of direction 1, …
  return inputAt(Math.floor(place / PLACES), place % PLACES, Math.floor(i / PLACES ** 2));
});
// A gradient (x, y) times these gives its component perpendicular to each direction.
const ACROSS_X = Float64Array.from({ length: DIRECTIONS }, (_, d) => -Math.sin(d * STEP) / Math.sin(STEP) / SOBEL_SUM);
const ACROSS_Y = Float64Array.from({ length: DIRECTIONS }, (_, d) => Math.cos(d * STEP) / Math.sin(STEP) / SOBEL_SUM);

/**
 * Makes the 784 edge directions of an upright image.
 * @param {Float64Array} upright  784 numbers from 0 to 1
 * @returns {Float64Array}
 */
export function makeDirections(upright) {
  return see(upright).strengths.map((strength) => GAIN * Math.sqrt(strength));
}

/**
 * Divides the evidence of edge directions among the pixels. An input is GAIN · √s, where its strength s is a sum of
 * one amount from each pixel; its evidence is divided in proportion to these amounts.
 * @param {Float64Array} upright  784 numbers from 0 to 1
 * @param {ArrayLike<number>} evidence  784 numbers, of the inputs
 * @returns {Float64Array}  784 numbers, of the pixels, with the same sum
 */
export function shareAmongPixels(upright, evidence) {
  const { amounts, strengths } = see(upright);
  const perAmount = strengths.map((strength, i) => (strength > 0 ? evidence[i] / strength : 0));
  const pixels = new Float64Array(PIXELS);
  const across = new Float64Array(PLACES);
  for (let line = 0; line < DIRECTIONS * SIDE; line++) {
    if (isEmpty(amounts, line)) continue;
    const [first, row] = [PLACES ** 2 * Math.floor(line / SIDE), line % SIDE];
    across.fill(0);
    for (let place = 0; place < PLACES ** 2; place++) {
      across[place % PLACES] += SEEN[PLACES * row + Math.floor(place / PLACES)] * perAmount[INPUT_AT[first + place]];
    }
    for (let column = 0; column < SIDE; column++) {
      const amount = amounts[SIDE * line + column];
      if (!amount) continue;
      for (let c = 0; c < PLACES; c++) pixels[SIDE * row + column] += amount * SEEN[PLACES * column + c] * across[c];
    }
  }
  return pixels;
}

/** The pixels' amounts of each direction (16 × 784), and the places' strengths (784, laid out as the inputs). */
const see = remember((/** @type {Float64Array} */ upright) => {
  const amounts = splitByDirection(upright);
  return { amounts, strengths: pool(amounts) };
});

/**
 * Returns the index, 0 to 783, of the input for a direction at a place.
 * @param {number} row  of the place, 0 to 6
 * @param {number} column  of the place, 0 to 6
 * @param {number} direction  0 to 15
 */
export function inputAt(row, column, direction) {
  return SIDE * (BLOCK * row + Math.floor(direction / BLOCK)) + BLOCK * column + (direction % BLOCK);
}

/**
 * Splits each pixel's gradient between its two neighbouring directions: the gradient is a · u + b · v, where u and v
 * are the unit vectors of the two directions, and a and b the amounts.
 * @param {Float64Array} upright
 * @returns {Float64Array}  the amounts, 16 × 784
 */
function splitByDirection(upright) {
  const framed = new Float64Array((SIDE + 2) ** 2);
  for (let i = 0; i < PIXELS; i++) framed[(SIDE + 2) * (Math.floor(i / SIDE) + 1) + (i % SIDE) + 1] = upright[i];
  const amounts = new Float64Array(DIRECTIONS * PIXELS);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const above = (SIDE + 2) * Math.floor(pixel / SIDE) + (pixel % SIDE);
    const middle = above + SIDE + 2;
    const below = middle + SIDE + 2;
    const falling = framed[below + 2] - framed[above];
    const rising = framed[above + 2] - framed[below];
    const x = falling + rising + 2 * (framed[middle + 2] - framed[middle]);
    const y = falling - rising + 2 * (framed[below + 1] - framed[above + 1]);
    if (x === 0 && y === 0) continue;
    const before = (Math.floor(Math.atan2(y, x) / STEP) + DIRECTIONS) % DIRECTIONS;
    const after = (before + 1) % DIRECTIONS;
    amounts[PIXELS * before + pixel] = Math.max(0, -(ACROSS_X[after] * x + ACROSS_Y[after] * y));
    amounts[PIXELS * after + pixel] = Math.max(0, ACROSS_X[before] * x + ACROSS_Y[before] * y);
  }
  return amounts;
}

/**
 * Averages the pixels' amounts around each place, weighted by a Gaussian.
 * @param {Float64Array} amounts  16 × 784
 * @returns {Float64Array}  the strength of each direction at each place, 784 numbers laid out as the inputs
 */
function pool(amounts) {
  const strengths = new Float64Array(PIXELS);
  const across = new Float64Array(PLACES);
  for (let line = 0; line < DIRECTIONS * SIDE; line++) {
    if (isEmpty(amounts, line)) continue;
    const [first, row] = [PLACES ** 2 * Math.floor(line / SIDE), line % SIDE];
    across.fill(0);
    for (let column = 0; column < SIDE; column++) {
      const amount = amounts[SIDE * line + column];
      if (!amount) continue;
      for (let c = 0; c < PLACES; c++) across[c] += amount * SEEN[PLACES * column + c];
    }
    for (let place = 0; place < PLACES ** 2; place++) {
      strengths[INPUT_AT[first + place]] += SEEN[PLACES * row + Math.floor(place / PLACES)] * across[place % PLACES];
    }
  }
  return strengths;
}

/**
 * Whether all amounts of a line are 0, as in most lines of most directions.
 * @param {Float64Array} amounts
 * @param {number} line  a row of pixels of one direction
 */
function isEmpty(amounts, line) {
  for (let i = SIDE * line; i < SIDE * (line + 1); i++) if (amounts[i]) return false;
  return true;
}

/** Returns the weight of each row (or column) of pixels for each place: 28 × 7; the weights of a place sum to 1. */
function placeWeights() {
  const weights = new Float64Array(SIDE * PLACES);
  for (let place = 0; place < PLACES; place++) {
    const centre = ((place + 0.5) * SIDE) / PLACES - 0.5;
    let sum = 0;
    for (let pixel = 0; pixel < SIDE; pixel++) sum += Math.exp(-((pixel - centre) ** 2) / (2 * PLACE_SPREAD ** 2));
    for (let pixel = 0; pixel < SIDE; pixel++) {
      weights[PLACES * pixel + place] = Math.exp(-((pixel - centre) ** 2) / (2 * PLACE_SPREAD ** 2)) / sum;
    }
  }
  return weights;
}
