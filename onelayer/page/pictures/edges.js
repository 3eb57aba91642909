import { DIRECTIONS, inputAt, PLACES } from '../reading/directions.js';
import { drawEnlarged } from './pixels.js';
import { readPalette } from './theme.js';

/** Draws edge directions, or weights for them, on a canvas: short lines along the edges at each of 7 × 7 places. */

const SIDE = 196; // pixels of the canvas
const FAINTEST_INK = 0.25; // of full strength; fainter lines are not drawn
const FAINTEST_SIGNED = 0.22; // the same for weights and changes, of which only the strong ones are interesting
const LENGTH = 0.4; // half a line's length at full strength, as a fraction of the distance between two places
const LEVELS = 12; // of strength
const AWAY = 0.2; // distance of a line from its place, as the same fraction; the ink is on the side of the place

/**
 * Computes the ends of a line in the unit square.
 * @param {number} row
 * @param {number} column
 * @param {number} direction
 * @param {number} strength  0 to 1
 * @returns {[number, number, number, number]}  x, y, x, y
 */
export function lineOf(row, column, direction, strength) {
  const angle = (2 * Math.PI * direction) / DIRECTIONS;
  const [towards, along] = [Math.cos(angle), Math.sin(angle)];
  const x = (column + 0.5 - AWAY * towards) / PLACES;
  const y = (row + 0.5 - AWAY * along) / PLACES;
  const half = (LENGTH * (0.35 + 0.65 * strength)) / PLACES;
  return [x - half * along, y + half * towards, x + half * along, y - half * towards];
}

/**
 * Draws numbers from -1 to 1. Ink has one colour; other numbers are orange above 0 and blue below. The canvas gets the
 * size that is needed.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values  784 numbers
 * @param {{isInk?: boolean, under?: ArrayLike<number> | null}} [how]  under: the upright image, drawn faintly below
 */
export function drawEdges(canvas, values, { isInk = false, under = null } = {}) {
  if (canvas.width !== SIDE || canvas.height !== SIDE) canvas.width = canvas.height = SIDE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const palette = readPalette();
  context.clearRect(0, 0, SIDE, SIDE);
  if (under) drawEnlarged(context, SIDE, new Float32Array(28 * 28), { under });
  context.lineCap = 'round';
  const lines = sortByStrength(values, isInk ? FAINTEST_INK : FAINTEST_SIGNED);
  for (const [level, path] of lines) {
    const strength = Math.abs(level) / LEVELS;
    const colour = isInk ? palette.ink : level > 0 ? palette.for : palette.against;
    context.strokeStyle = `rgb(${colour.join(' ')} / ${strength})`;
    context.lineWidth = (SIDE / 28) * (0.3 + 0.6 * strength);
    context.stroke(path);
  }
}

/**
 * Collects the lines of one colour and about the same strength in one path: ten paths are drawn quicker than a hundred.
 * @param {ArrayLike<number>} values
 * @param {number} faintest  the least strength that is drawn
 * @returns {Map<number, Path2D>}  by strength: 1 to LEVELS, or -1 to -LEVELS for values below 0
 */
function sortByStrength(values, faintest) {
  /** @type {Map<number, Path2D>} */
  const lines = new Map();
  for (let row = 0; row < PLACES; row++) {
    for (let column = 0; column < PLACES; column++) {
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const value = values[inputAt(row, column, direction)];
        const strength = Math.min(1, Math.abs(value));
        if (strength < faintest) continue;
        const level = Math.sign(value) * Math.ceil(LEVELS * strength);
        const path = lines.get(level) ?? new Path2D();
        lines.set(level, path);
        const [x, y, endX, endY] = lineOf(row, column, direction, strength);
        path.moveTo(SIDE * x, SIDE * y);
        path.lineTo(SIDE * endX, SIDE * endY);
      }
    }
  }
  return lines;
}
