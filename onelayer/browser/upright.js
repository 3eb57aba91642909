/** Upright images: the digit straightened and brought to one size. The twin of onelayer/reading/upright.py. */

import { PIXELS, SIDE } from './drawing.js';
import { remember } from './remember.js';

const SPREAD = 4.6; // standard deviation of the ink, in pixels, that upright images are brought to
const ASPECT_POWER = 0.25; // how much of the digit's own aspect ratio (height : width) stays
const SIDES_POWER = 0.5; // how much of the height is measured above and below the mean apart
const LARGEST_SHEAR = 1; // a slant of 45°: beyond it, it is a stroke and not a slant
const SMALLEST_SPREAD = 0.5; // pixels; a thinner spread (one vertical line) would be blown up to a blot
const CENTRE = (SIDE - 1) / 2;

/**
 * The upright image, 784 numbers from 0 to 1, of an image of 784 numbers from 0 to 255.
 *
 * With the moments of the ink μ, the slant is μxy / μyy (the shear that makes x and y uncorrelated); the spreads are √μyy
 * and √(μxx − μxy² / μyy). Each pixel (u, v) of the result, measured from its centre, is read at
 * y = mean y + v · height, x = mean x + slant · v · height + u · width. The height of what is above the mean, and of what is
 * below, is half-way (the geometric mean) between that of both and its own. An image without ink stays empty.
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
 * A place among the rows or columns, framed by an empty one on each side.
 * @param {number} at
 */
function clipTo(at) {
  return Math.max(0, Math.min(SIDE + 0.999, at));
}

/**
 * Where the ink is and how far it spreads; width and height are pixels of the image for one of the result, and above and
 * below are what the height is multiplied by on each side of the mean.
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
 * The square root of the mean square distance from the mean, of the ink above it and of the ink below it.
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
