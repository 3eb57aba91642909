/** Draws pictures on a canvas: pixels, or edge directions. */

import { drawEdges } from './edges.js';
import { drawPixels } from './pixels.js';

/** @import { Picture } from '../reading/evidence.js' */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Picture | null} picture  null for nothing
 */
export function drawPicture(canvas, picture) {
  if (picture?.isEdges) drawEdges(canvas, picture.values, picture);
  else drawPixels(canvas, picture?.values ?? null, picture ?? {});
}
