/** Places on pads, pictures and grids. */

/**
 * x to the right, y down.
 * @typedef {[number, number]} Point
 */

/**
 * The rows and columns by which each arrow key moves.
 * @type {Record<string, [number, number] | undefined>}
 */
export const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The number of points in strokes.
 * @param {readonly (readonly Point[])[]} strokes
 */
export function countPoints(strokes) {
  return strokes.reduce((sum, { length }) => sum + length, 0);
}

/**
 * Rounds a point to four decimals, which are finer than any screen.
 * @param {Point} point
 * @returns {Point}
 */
export function roundPoint([x, y]) {
  return [Math.round(x * 10_000) / 10_000, Math.round(y * 10_000) / 10_000];
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/**
 * Returns the place of a pointer in a box whose corners are (0, 0) and (1, 1), or beside the box.
 * @param {{clientX: number, clientY: number}} event
 * @param {{left: number, top: number, width: number, height: number}} box
 * @returns {Point}
 */
export function placeIn({ clientX, clientY }, box) {
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
}

/**
 * Returns a function from a drawing's points to a square in which the drawing is centred.
 * @param {Point[][]} strokes
 * @param {number} side  of the square
 * @param {number} filled  fraction of the side for the longer side of the drawing
 * @returns {(point: Point) => Point}
 */
export function fitter(strokes, side, filled) {
  const all = strokes.flat();
  const ends = [0, 1].map((axis) => {
    const values = all.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  });
  const extent = Math.max(0.02, ...ends.map(([low, high]) => high - low)); // a dot stays a dot
  const [left, top] = ends.map(([low, high]) => (low + high) / 2);
  const scale = (side * filled) / extent;
  return ([x, y]) => [side / 2 + (x - left) * scale, side / 2 + (y - top) * scale];
}
