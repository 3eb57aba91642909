// @ts-check
import { decodePixels } from './decoding.js';
import { drawEdges } from './edges.js';
import { drawPixels } from './pixels.js';

/** A picture as the server encodes it, on a canvas: pixels, or the edges of direction inputs. */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string | null} text  as `encode_pixels` makes it; null for nothing
 * @param {string | null} [underText]  ink that shines through
 */
export function drawPicture(canvas, text, underText = null) {
  const under = underText ? decodePixels(underText) : null;
  if (text && 'de'.includes(text[0])) {
    drawEdges(canvas, decodePixels(text), { isInk: text[0] === 'd', under });
    return;
  }
  if (canvas.width !== 28) canvas.width = canvas.height = 28;
  drawPixels(canvas, text ? decodePixels(text) : null, { isInk: text?.[0] === 'u', under });
}
