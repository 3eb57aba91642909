/** The pipeline from the pad to the inputs, with the digits that are read at each stage. */

import { INPUT_NAMES, scaleInputs } from './inputs.js';
import { read } from './network.js';

/** @import { Picture } from './evidence.js' */
/** @import { Network, Reading } from './network.js' */

/** @typedef {Picture & {caption: string}} Stage */

/**
 * Shows the stages of a drawing: the shrunk pad, the centred image, and the network's inputs. The captions of the first
 * two have the digit that the article's network reads there, the caption of the last that of the network in use.
 * @param {Network} network
 * @param {Reading} reading
 * @param {Uint8Array} shrunk  784 bytes
 * @param {Network} article
 * @returns {Stage[]}
 */
export function showPipeline(network, reading, shrunk, article) {
  const form = network.inputForm;
  return [
    {
      ...pictureImage(shrunk, 'The pad, shrunk to 28 by 28 pixels'),
      caption: `as drawn\narticle: ${read(article, shrunk).predictedDigit}`,
    },
    {
      ...pictureImage(reading.image, 'The drawing as 28 by 28 pixels, scaled and centred'),
      caption: `centred\narticle: ${read(article, reading.image).predictedDigit}`,
    },
    {
      ...pictureInputs(network, reading, `The ${INPUT_NAMES[form]} made from them`),
      caption: `${INPUT_NAMES[form]}\nanswer: ${reading.predictedDigit}`,
    },
  ];
}

/**
 * Makes a picture of a reading's inputs.
 * @param {Network} network
 * @param {Reading} reading
 * @param {string} text
 * @returns {Picture}
 */
export function pictureInputs({ inputForm }, reading, text) {
  return { values: scaleInputs(reading.inputs, inputForm), isInk: true, isEdges: inputForm === 'directions', text };
}

/**
 * Makes a picture of an image.
 * @param {Uint8Array} bytes  784 of ink
 * @param {string} text
 * @returns {Picture}
 */
export function pictureImage(bytes, text) {
  return { values: new Float32Array(bytes).map((byte) => byte / 255), isInk: true, isEdges: false, text };
}
