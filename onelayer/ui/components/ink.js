/** The content of a sketchpad, and how it is painted. */

/** @import { Point } from './geometry.js' */

/**
 * The origin of an image. text: a description; cutout: the address of the part that was cut out of a picture; against:
 * the digit to compare the answer with, -1 for the runner-up.
 * @typedef {{text: string, cutout: string | null, against: number}} Origin
 *
 * Either strokes or an image; image: base64 of 784 bytes.
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
 * Describes the content for visitors who cannot see it.
 * @param {Content} content
 */
export function describe(content) {
  if (isEmpty(content)) return 'Sketchpad, empty. Draw a digit with mouse, finger or pen.';
  if (content.image !== null) return 'Sketchpad with a picture of a digit';
  const count = content.strokes.length;
  return `Sketchpad with ${count} ${count === 1 ? 'stroke' : 'strokes'}`;
}

/**
 * Paints a stroke as a curve through the middles between its points; a single point is a dot.
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
 * Paints an image, each pixel as a square.
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
