import { DIRECTIONS, inputAt, PLACES } from '../../browser/directions.js';
import { make } from './dom.js';
import { drawPixels } from './pixels.js';
import { readPalette } from './theme.js';

/** Direction inputs on a canvas, or weights for them: at each of 7 × 7 places a short line where an edge runs. */

const SIDE = 196; // pixels of the canvas
const FAINTEST_INK = 0.25; // of full strength; fainter lines are not drawn
const FAINTEST_SIGNED = 0.22; // of all weights and changes only the strong ones tell something
const LENGTH = 0.4; // of the distance between two places, at full strength
const LEVELS = 12; // of strength that are told apart
const AWAY = 0.2; // how far a line is from its place: the ink is on the place's side

/** @type {HTMLCanvasElement | null} */
let small = null; // for what shines through

/**
 * The ends of a line, in a square whose sides are 1.
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
 * Draw numbers from -1 to 1: signed ones are orange above 0 and blue below, ink is one colour.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {{isInk?: boolean, under?: ArrayLike<number> | null}} [how]  under: the upright image, which shines through
 */
export function drawEdges(canvas, values, { isInk = false, under = null } = {}) {
  if (canvas.width !== SIDE) canvas.width = canvas.height = SIDE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const palette = readPalette();
  context.clearRect(0, 0, SIDE, SIDE);
  if (under) drawUnder(context, under);
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
 * The lines of one colour and about one strength are drawn together: a hundred strokes take longer than ten.
 * @param {ArrayLike<number>} values
 * @param {number} faintest  that is drawn
 * @returns {Map<number, Path2D>}  by strength, 1 to LEVELS, below 0 for values below 0
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

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} under
 */
function drawUnder(context, under) {
  small ??= make('canvas', { width: 28, height: 28 });
  drawPixels(small, new Float32Array(28 * 28), { under });
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, SIDE, SIDE);
}
