/** The content of a sketchpad, and how it is painted. */

import { hasInk } from '../reading/drawing.js';

/** @import { Point } from './geometry.js' */

/**
 * The origin of an image. text: a description; cutout: the address of the part that was cut out of a picture; turns: the
 * number of quarter turns to the right since then; against: the digit to compare the answer with, -1 for the runner-up.
 * @typedef {{text: string, cutout: string | null, turns?: number, against: number}} Origin
 *
 * Either strokes or an image; image: base64 of 784 bytes. isDemo: the page wrote the strokes itself, and the visitor nothing.
 * @typedef {{strokes: Point[][], image: string | null, origin?: Origin, isDemo?: boolean}} Content
 */

/**
 * Whether the visitor has drawn nothing, and put no image there.
 * @param {Content} content
 */
export function isEmpty({ strokes, image, isDemo = false }) {
  return isDemo || (!strokes.length && image === null);
}

/**
 * Whether there is ink, but no more than a dot, which is no digit.
 * @param {Content} content
 */
export function isDot({ strokes, image }) {
  return image === null && strokes.length > 0 && !hasInk(strokes);
}

/**
 * Describes the content for visitors who cannot see it.
 * @param {Content} content
 * @param {string} invitation  what an empty pad is for
 */
export function describe(content, invitation) {
  if (isEmpty(content)) return `Sketchpad, empty. ${invitation} with mouse, finger or pen.`;
  if (content.image !== null) return 'Sketchpad with a picture of a digit';
  const count = content.strokes.length;
  return `Sketchpad with ${count} ${count === 1 ? 'stroke' : 'strokes'}`;
}

/**
 * Paints a stroke as straight lines from point to point, as `drawImage` reads it; a single point is a dot.
 * @param {CanvasRenderingContext2D} context  with the pen's width and colour
 * @param {Point[]} points  in pixels of the canvas, at least one
 */
export function paintStroke(context, points) {
  const [[x, y], ...rest] = points;
  context.beginPath();
  if (!rest.length) {
    context.arc(x, y, context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(x, y);
  for (const point of rest) context.lineTo(...point);
  context.stroke();
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
