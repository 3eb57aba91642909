// @ts-check
/** What is on a sketchpad, and how it is painted. */

/** @import { Point } from './geometry.js' */

/**
 * What an image is of: in words; what was cut out of a picture, as an address, and how many quarters it was turned to the
 * right since; and the digit to explain it against, -1 for the runner-up.
 * @typedef {{text: string, cutout: string | null, turns?: number, against: number}} Origin
 *
 * One of strokes and image; image: base64 of 784 bytes.
 * @typedef {{strokes: Point[][], image: string | null, origin?: Origin}} Content
 */

/** @param {Content} content */
export function isEmpty({ strokes, image }) {
  return !strokes.length && image === null;
}

/** @param {Content} content */
export function countPoints({ strokes }) {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}

/**
 * What it shows, for who cannot see it.
 * @param {Content} content
 */
export function describe(content) {
  if (isEmpty(content)) return 'Sketchpad, empty. Draw a digit with mouse, finger or pen.';
  if (content.image !== null) return 'Sketchpad with a picture of a digit';
  const count = content.strokes.length;
  return `Sketchpad with ${count} ${count === 1 ? 'stroke' : 'strokes'}`;
}

/**
 * A stroke as a curve through the middles between its points; a single point is a dot.
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {number} side
 */
export function paintStroke(context, points, side) {
  const at = points.map(([x, y]) => [x * side, y * side]);
  const [x, y] = at[0];
  const [lastX, lastY] = at[at.length - 1];
  context.beginPath();
  if (at.length === 1) {
    context.arc(x, y, context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(x, y);
  for (let i = 1; i < at.length - 1; i++) {
    const [[ax, ay], [bx, by]] = [at[i], at[i + 1]];
    context.quadraticCurveTo(ax, ay, (ax + bx) / 2, (ay + by) / 2);
  }
  context.lineTo(lastX, lastY);
  context.stroke();
}

/**
 * An image, each of its pixels a square.
 * @param {CanvasRenderingContext2D} context
 * @param {Uint8Array} bytes  784 of them
 * @param {number} side
 */
export function paintImage(context, bytes, side) {
  const small = document.createElement('canvas');
  small.width = small.height = 28;
  const pixels = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'));
  pixels.fillStyle = context.fillStyle;
  bytes.forEach((byte, i) => {
    pixels.globalAlpha = byte / 255;
    if (byte) pixels.fillRect(i % 28, Math.floor(i / 28), 1, 1);
  });
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
}

/**
 * An image turned to the right by a quarter. Its centre of mass is half a pixel right of and below the middle, as MNIST's are;
 * turned, it is left of it, and is brought back by a pixel where the last column is free.
 * @param {Uint8Array} bytes  784 of them
 */
export function turnImage(bytes) {
  const isFree = bytes.subarray(0, 28).every((byte) => byte === 0);
  const turned = new Uint8Array(784);
  bytes.forEach((byte, i) => {
    const column = 27 - Math.floor(i / 28) + Number(isFree);
    if (column < 28) turned[(i % 28) * 28 + column] = byte;
  });
  return turned;
}
