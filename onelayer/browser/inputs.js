/**
 * An image → inputs: the 784 numbers that the dense layer multiplies, in four forms. The twin of
 * onelayer/reading/inputs.py.
 */

import { makeDirections } from './directions.js';
import { makeUpright } from './upright.js';

/** @typedef {'raw' | 'scaled' | 'upright' | 'directions'} InputForm */

/**
 * About the largest input of each form: what is drawn as full ink.
 * @type {Record<InputForm, number>}
 */
export const LARGEST = { raw: 255, scaled: 1, upright: 1, directions: 1.4 };

/**
 * The 784 inputs of an image of 784 bytes.
 * @param {Uint8Array} image
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
 * Inputs as ink, 0 (none) to about 1 (full), whatever their form: to be drawn.
 * @param {Float64Array} inputs
 * @param {InputForm} inputForm
 */
export function scaleInputs(inputs, inputForm) {
  return inputs.map((input) => input / LARGEST[inputForm]);
}

/**
 * What inputs of a form are called: "upright inputs", "direction inputs".
 * @param {InputForm} inputForm
 */
export function nameInputs(inputForm) {
  return `${inputForm.replace(/s$/, '')} inputs`;
}
