/** Evidence on the drawing: how much each pixel speaks for a digit, for every form of inputs. */

import { shareAmongPixels } from './directions.js';
import { prepareInputs } from './inputs.js';
import { makeUpright } from './upright.js';

/** @import { InputForm } from './inputs.js' */
/** @import { Reading } from './network.js' */

/**
 * Computes the evidence of each pixel for a digit (above 0) or against it (below 0).
 *
 * Raw, scaled and upright inputs are pixels, so the evidence of an input (input × weight) is its pixel's evidence. The
 * evidence of an edge direction is divided among the pixels that contribute to it.
 * @param {Reading} reading
 * @param {ArrayLike<number>} weights  of a digit, or the difference of two digits' weights
 * @param {InputForm} inputForm
 * @returns {Float64Array}  784 numbers with the sum inputs · weights; the pixels are those of the image for raw and
 *   scaled inputs, those of the upright image for the other forms
 */
export function pixelEvidence(reading, weights, inputForm) {
  const evidence = reading.inputs.map((input, i) => input * weights[i]);
  return inputForm === 'directions' ? shareAmongPixels(makeUpright(reading.image), evidence) : evidence;
}

/**
 * Returns the ink below the picture of pixel evidence: 784 numbers from 0 to 1.
 * @param {Reading} reading
 * @param {InputForm} inputForm
 */
export function evidenceInk(reading, inputForm) {
  const isUpright = inputForm === 'upright' || inputForm === 'directions';
  return prepareInputs(reading.image, isUpright ? 'upright' : 'scaled');
}
