/** Upright images: the digit straightened and scaled to a fixed size. The same as onelayer/reading/upright.py. */

import { PIXELS, SIDE } from './drawing.js';
import { remember } from './remember.js';

const SPREAD = 4.6; // pixels: standard deviation of the ink in an upright image
const ASPECT_POWER = 0.25; // exponent of the digit's own aspect ratio (height : width)
const SIDES_POWER = 0.5; // exponent of the own height of the part above the mean, and of the part below
const LARGEST_SHEAR = 1; // a slant of 45°; a larger one comes from the direction of a single stroke
const SMALLEST_SPREAD = 0.5; // pixels; without it a thin vertical line would be stretched to a wide blot
const CENTRE = (SIDE - 1) / 2;

/**
 * Makes the upright image, 784 numbers from 0 to 1, of an image of 784 numbers from 0 to 255.
 *
 * With μ for the central moments of the ink, the slant is μxy / μyy (the shear that makes x and y uncorrelated), and
 * the spreads are √μyy and √(μxx − μxy² / μyy). Each output pixel (u, v), measured from the centre, is read in the
 * image at y = mean y + v · height, x = mean x + slant · v · height + u · width. The height is another above the mean
 * and below it: each is the geometric mean of the height of the whole digit and of that part. An image without ink
 * stays empty.
 */
export const makeUpright = remember(straighten);

/**
 * @param {Uint8Array} image
 * @returns {Float64Array}
 */
function straighten(image) {
  const { meanX, meanY, slant, width, height, above, below } = measure(image);
  const rows = new Float64Array(SIDE);
  const upright = new Float64Array(PIXELS);
  for (let row = 0; row < SIDE; row++) {
    const v = (row - CENTRE) * (row < CENTRE ? above : below) * height;
    const y = clipTo(v + meanY + CENTRE + 1);
    const top = Math.floor(y);
    const fraction = y - top;
    for (let column = 0; column < SIDE; column++) {
      const upper = top >= 1 && top <= SIDE ? image[SIDE * (top - 1) + column] : 0;
      const lower = top < SIDE ? image[SIDE * top + column] : 0;
      rows[column] = upper + fraction * (lower - upper);
    }
    for (let column = 0; column < SIDE; column++) {
      const x = clipTo((column - CENTRE) * width + slant * v + meanX + CENTRE + 1);
      const left = Math.floor(x);
      const before = left >= 1 && left <= SIDE ? rows[left - 1] : 0;
      const after = left < SIDE ? rows[left] : 0;
      upright[SIDE * row + column] = (before + (x - left) * (after - before)) / 255;
    }
  }
  return upright;
}

/**
 * Limits a place among the rows or columns, which have an empty one added on each side.
 * @param {number} at
 */
function clipTo(at) {
  return Math.max(0, Math.min(SIDE + 0.999, at));
}

/**
 * Measures the ink: its mean, its slant, and its size. `width` and `height` are pixels of the image per pixel of the
 * result; `above` and `below` are the factors of the height on each side of the mean.
 * @param {ArrayLike<number>} image
 */
function measure(image) {
  const sums = { mass: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (let i = 0; i < PIXELS; i++) {
    const ink = image[i];
    if (!ink) continue;
    const x = (i % SIDE) - CENTRE;
    const y = Math.floor(i / SIDE) - CENTRE;
    sums.mass += ink;
    sums.x += ink * x;
    sums.y += ink * y;
    sums.xx += ink * x * x;
    sums.xy += ink * x * y;
    sums.yy += ink * y * y;
  }
  const mass = Math.max(sums.mass, 1e-6);
  const [meanX, meanY] = [sums.x / mass, sums.y / mass];
  const xx = sums.xx / mass - meanX ** 2;
  const xy = sums.xy / mass - meanX * meanY;
  const yy = sums.yy / mass - meanY ** 2;
  const least = SMALLEST_SPREAD ** 2;
  const slant = Math.max(-LARGEST_SHEAR, Math.min(LARGEST_SHEAR, xy / Math.max(yy, least)));
  const spreadY = Math.sqrt(Math.max(yy, least));
  const spreadX = Math.sqrt(Math.max(xx - 2 * slant * xy + slant ** 2 * yy, least));
  const elongation = (spreadY / spreadX) ** (ASPECT_POWER / 2);
  const [spreadAbove, spreadBelow] = oneSidedSpreads(image, meanY);
  return {
    meanX,
    meanY,
    slant,
    height: spreadY / (SPREAD * elongation),
    width: spreadX / (SPREAD / elongation),
    above: (spreadAbove / spreadY) ** SIDES_POWER,
    below: (spreadBelow / spreadY) ** SIDES_POWER,
  };
}

/**
 * Computes the root mean square distance from the mean, in pixels, for the ink above it and for the ink below it.
 * @param {ArrayLike<number>} image
 * @param {number} meanY
 */
function oneSidedSpreads(image, meanY) {
  const mass = [0, 0];
  const squares = [0, 0];
  for (let row = 0; row < SIDE; row++) {
    const distance = row - CENTRE - meanY;
    if (distance === 0) continue;
    let ink = 0;
    for (let column = 0; column < SIDE; column++) ink += image[SIDE * row + column];
    const side = distance < 0 ? 0 : 1;
    mass[side] += ink;
    squares[side] += ink * distance ** 2;
  }
  return [0, 1].map((side) => Math.sqrt(Math.max(squares[side] / Math.max(mass[side], 1e-6), SMALLEST_SPREAD ** 2)));
}
