import { make } from '../dom/dom.js';
import { readPalette } from './theme.js';

/** @import { Palette } from './theme.js' */

/** Draws 28 × 28 numbers on a canvas, in the colours of the page. */

const UNDER = 0.16; // strength of the ink below

/**
 * Draws numbers from -1 to 1. Ink has one colour; other numbers are orange above 0 and blue below. The canvas gets the
 * size that is needed.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number> | null} values  784 numbers; null empties the canvas
 * @param {{isInk?: boolean, under?: ArrayLike<number> | null}} [how]  under: ink that is drawn faintly below
 */
export function drawPixels(canvas, values, { isInk = false, under = null } = {}) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (canvas.width !== 28 || canvas.height !== 28) canvas.width = canvas.height = 28;
  if (!values) return context.clearRect(0, 0, 28, 28);
  const image = context.createImageData(28, 28);
  colourPixels(image.data, values, readPalette(), isInk, under);
  context.putImageData(image, 0, 0);
}

/** @type {HTMLCanvasElement | null} */
let small = null; // on which pixels are drawn before they are enlarged

/**
 * Draws numbers as `drawPixels` does over a part of a larger canvas, each as a square.
 * @param {CanvasRenderingContext2D} context
 * @param {number} side  pixels of the part, from the upper left corner
 * @param {ArrayLike<number>} values  784 numbers
 * @param {{isInk?: boolean, under?: ArrayLike<number> | null}} how
 */
export function drawEnlarged(context, side, values, how) {
  small ??= make('canvas');
  drawPixels(small, values, how);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
}

/**
 * Writes red, green, blue and opacity of each pixel.
 * @param {Uint8ClampedArray} data  zeros, four for each value
 * @param {ArrayLike<number>} values
 * @param {Palette} palette
 * @param {boolean} isInk
 * @param {ArrayLike<number> | null} under
 */
export function colourPixels(data, values, palette, isInk, under) {
  for (let i = 0; i < values.length; i++) {
    const from = isInk ? palette.ink : values[i] > 0 ? palette.for : palette.against;
    const strength = Math.min(1, Math.abs(values[i]));
    const alpha = strength + (under ? UNDER * under[i] * (1 - strength) : 0);
    if (!alpha) continue;
    const own = strength / alpha;
    for (let c = 0; c < 3; c++) data[4 * i + c] = from[c] * own + palette.ink[c] * (1 - own);
    data[4 * i + 3] = 255 * alpha;
  }
}
