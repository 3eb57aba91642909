/** Draws pictures on a canvas: pixels, or the edges of direction inputs. */

import { strongestRegions } from '../../browser/regions.js';
import { decodePixels } from './decoding.js';
import { drawEdges } from './edges.js';
import { drawPixels } from './pixels.js';

/** @import { Picture } from '../../browser/evidence.js' */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Picture | null} picture  null for nothing
 */
export function drawPicture(canvas, picture) {
  if (picture?.isEdges) drawEdges(canvas, picture.values, picture);
  else drawPixels(canvas, picture?.values ?? null, picture ?? {});
}

/**
 * Decodes a picture from pixels as the server encodes them: u and bytes of ink, or s and signed bytes of evidence.
 * @param {string} pixels
 * @param {string} text  a description
 * @returns {Picture}
 */
export function decodePicture(pixels, text) {
  return makePicture(decodePixels(pixels), pixels[0] === 'u', text);
}

/**
 * Makes a picture of pixels.
 * @param {Float32Array} values  784 of ink, 0 to 1, or of evidence, -1 to 1
 * @param {boolean} isInk
 * @param {string} text  a description; for evidence, the regions with the most of it are added
 * @returns {Picture}
 */
export function makePicture(values, isInk, text) {
  const { most, least } = strongestRegions(values);
  return {
    values,
    isInk,
    isEdges: false,
    text: isInk ? text : `${text}: most for it ${most}, most against it ${least}`,
  };
}
