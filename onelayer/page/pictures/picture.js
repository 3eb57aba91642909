/** Draws pictures on a canvas: pixels, or edge directions. */

import { setAttribute } from '../dom/dom.js';
import { drawEdges } from './edges.js';
import { drawPixels } from './pixels.js';

/** @import { Picture } from '../reading/evidence.js' */

/**
 * Draws a picture, and describes it for visitors who cannot see it.
 * @param {HTMLCanvasElement} canvas
 * @param {Picture | null} picture  null for nothing
 */
export function drawPicture(canvas, picture) {
  if (picture?.isEdges) drawEdges(canvas, picture.values, picture);
  else drawPixels(canvas, picture?.values ?? null, picture ?? {});
  setAttribute(canvas, 'aria-label', picture?.text ?? 'Empty');
}
