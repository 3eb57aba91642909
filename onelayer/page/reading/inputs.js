/**
 * An image → inputs: the 784 numbers that the dense layer multiplies, in four forms. The same as
 * onelayer/reading/inputs.py.
 */

import { makeDirections } from './directions.js';
import { makeUpright } from './upright.js';

/** @typedef {'raw' | 'scaled' | 'upright' | 'directions'} InputForm */

/**
 * The names of each form's inputs in a sentence.
 * @type {Record<InputForm, string>}
 */
export const INPUT_NAMES = {
  raw: 'raw pixels',
  scaled: 'scaled pixels',
  upright: 'upright pixels',
  directions: 'edge directions',
};

/**
 * The input that is drawn as full ink, about the largest one of each form.
 * @type {Record<InputForm, number>}
 */
export const LARGEST = { raw: 255, scaled: 1, upright: 1, directions: 1.4 };

/**
 * Makes the 784 inputs of an image.
 * @param {Uint8Array} image  784 bytes
 * @param {InputForm} inputForm
 * @returns {Float64Array}
 */
export function prepareInputs(image, inputForm) {
  if (inputForm === 'raw') return new Float64Array(image);
  if (inputForm === 'scaled') return new Float64Array(image).map((value) => value / 255);
  const upright = makeUpright(image);
  return inputForm === 'upright' ? upright.map(Math.sqrt) : makeDirections(upright);
}

/**
 * Scales inputs of any form to ink for a picture: 0 (none) to about 1 (full).
 * @param {Float64Array} inputs
 * @param {InputForm} inputForm
 */
export function scaleInputs(inputs, inputForm) {
  return inputs.map((input) => input / LARGEST[inputForm]);
}
