/**
 * Direction inputs: where in the upright image an edge of the ink runs in which direction. The twin of
 * onelayer/reading/directions.py.
 */

import { PIXELS, SIDE } from './drawing.js';
import { remember } from './remember.js';

export const PLACES = 7; // along each side
export const DIRECTIONS = 16;
const BLOCK = 4; // along each side: the directions of a place, as they are laid out
const PLACE_SPREAD = 2; // pixels: the standard deviation of the Gaussian that a place sees its surroundings through
const GAIN = 4; // brings the inputs to about 0 to 4
const STEP = (2 * Math.PI) / DIRECTIONS;
const SOBEL_SUM = 8; // of the sizes of a Sobel filter's numbers
const SEEN = placeWeights();
const INPUT_AT = new Int16Array(PIXELS).map((_, i) => {
  const place = i % PLACES ** 2; // all places of direction 0, of direction 1, …
  return inputAt(Math.floor(place / PLACES), place % PLACES, Math.floor(i / PLACES ** 2));
});
// A gradient (x, y) times these is how far it is past a direction, across it.
const ACROSS_X = Float64Array.from({ length: DIRECTIONS }, (_, d) => -Math.sin(d * STEP) / Math.sin(STEP) / SOBEL_SUM);
const ACROSS_Y = Float64Array.from({ length: DIRECTIONS }, (_, d) => Math.cos(d * STEP) / Math.sin(STEP) / SOBEL_SUM);

/**
 * Direction inputs: 784 numbers of an upright image.
 * @param {Float64Array} upright  784 numbers from 0 to 1
 * @returns {Float64Array}
 */
export function makeDirections(upright) {
  return see(upright).strengths.map((strength) => GAIN * Math.sqrt(strength));
}

/**
 * What each pixel says, of the evidence of direction inputs: an input is GAIN · √Σ of what the pixels gave to it, and its
 * evidence is shared among them in proportion. 784 numbers that have the same sum.
 * @param {Float64Array} upright
 * @param {ArrayLike<number>} evidence  of each input
 * @returns {Float64Array}
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

/** How much of each direction each pixel has, and what the places see of it. */
const see = remember((/** @type {Float64Array} */ upright) => {
  const amounts = splitByDirection(upright);
  return { amounts, strengths: pool(amounts) };
});

/**
 * Where the inputs have a direction at a place.
 * @param {number} row  of the place, 0 to 6
 * @param {number} column
 * @param {number} direction
 */
export function inputAt(row, column, direction) {
  return SIDE * (BLOCK * row + Math.floor(direction / BLOCK)) + BLOCK * column + (direction % BLOCK);
}

/**
 * How strong each pixel's gradient is in each direction: 16 × 784 numbers. A gradient between two directions is a sum of
 * so much of the one and so much of the other.
 * @param {Float64Array} upright
 * @returns {Float64Array}
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
 * How strong each direction is at each place, laid out as the inputs are: 784 numbers.
 * @param {Float64Array} amounts  16 × 784, of each pixel
 * @returns {Float64Array}
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
 * Whether no pixel of a line has anything: most lines of most directions have not.
 * @param {Float64Array} amounts
 * @param {number} line  a row of pixels of one direction
 */
function isEmpty(amounts, line) {
  for (let i = SIDE * line; i < SIDE * (line + 1); i++) if (amounts[i]) return false;
  return true;
}

/** How much of each row (or column) of pixels goes to each place: 28 × 7; those of a place sum to 1. */
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
