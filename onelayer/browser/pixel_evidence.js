/** Evidence on the drawing: what each pixel says for a digit, whatever the inputs are made like. */

import { shareAmongPixels } from './directions.js';
import { prepareInputs } from './inputs.js';
import { makeUpright } from './upright.js';

/** @import { InputForm } from './inputs.js' */
/** @import { Reading } from './network.js' */

/**
 * What each pixel says for a digit (above 0) or against it: 784 numbers whose sum is that of all inputs × weights, over the
 * image for raw and scaled inputs, over the upright image for the others.
 *
 * Raw, scaled and upright inputs are pixels, and the evidence of each is the pixel's. That of a direction input is shared
 * among the pixels that made it.
 * @param {Reading} reading
 * @param {ArrayLike<number>} weights  of a digit, or the difference of two
 * @param {InputForm} inputForm
 */
export function pixelEvidence(reading, weights, inputForm) {
  const evidence = reading.inputs.map((input, i) => input * weights[i]);
  return inputForm === 'directions' ? shareAmongPixels(makeUpright(reading.image), evidence) : evidence;
}

/**
 * The ink that pixel evidence lies over: 784 numbers from 0 to 1.
 * @param {Reading} reading
 * @param {InputForm} inputForm
 */
export function evidenceInk(reading, inputForm) {
  const isUpright = inputForm === 'upright' || inputForm === 'directions';
  return prepareInputs(reading.image, isUpright ? 'upright' : 'scaled');
}
