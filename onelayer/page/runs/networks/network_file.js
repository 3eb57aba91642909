/** Reads a network's file that a visitor brings. It may be anybody's: all of it is checked, and no code in it runs. */

import { parseNetwork } from '../../reading/network.js';
import { bytesOfTensor, PackingError, tensorsOf } from '../../reading/packed_network.js';
import { roundingOf } from '../../reading/rounding.js';
import { findProblem } from '../training/recipes.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Accuracies, Recipe } from '../../store/things.js' */
/** @import { Kind } from '../../reading/packed_network.js' */
/** @import { Known } from '../training/recipes.js' */

export const MOST_BYTES = 75_000; // as in onelayer/limits.py: the server takes no more
const ACCURACIES = ['training_accuracy', 'validation_accuracy', 'test_accuracy'];
const LONGEST_TOLD = 120; // characters of what stands in a file

/** Why a file is no network; the message goes on after “it”. */
export class NetworkFileError extends Error {}

/**
 * Reads the network, its recipe and the accuracies that the file claims. Throws a NetworkFileError if the file is not
 * one that onelayer/files/network_file.py or `formatNetwork` could have written.
 * @param {ArrayBuffer} bytes
 * @param {Known} known
 * @returns {{network: Network & {recipe: Recipe}, claimed: Accuracies}}
 */
export function readNetworkFile(bytes, known) {
  if (bytes.byteLength > MOST_BYTES) throw new NetworkFileError(describeSize(bytes.byteLength));
  const { metadata, tensors, start } = readHeader(bytes);
  const recipe = readRecipe(metadata.recipe, known);
  checkTensors(tensors, tensorsOf(roundingOf(recipe)), bytes.byteLength - start);
  const claimed = readAccuracies(metadata.accuracies);
  const network = unpack(bytes);
  if (![network.kernel, Array.from(network.bias)].every((numbers) => numbers.every(Number.isFinite))) {
    throw new NetworkFileError('has weights that are no finite numbers');
  }
  return { network: { ...network, inputForm: recipe.input_form, recipe }, claimed };
}

/** @param {number} bytes  too many */
export function describeSize(bytes) {
  return `has ${bytes.toLocaleString('en')} bytes, and a network at most ${MOST_BYTES.toLocaleString('en')}`;
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {{metadata: Record<string, unknown>, tensors: Record<string, unknown>, start: number}}  start: of the numbers
 */
function readHeader(bytes) {
  const problem = 'is no safetensors file';
  try {
    const length = Number(new DataView(bytes).getBigUint64(0, true));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes, 8, length));
    const { __metadata__: metadata = {}, ...tensors } = parseObject(text, problem);
    if (isObject(metadata)) return { metadata, tensors, start: 8 + length };
  } catch {} // the file is too short, or its header is no text
  throw new NetworkFileError(problem);
}

/**
 * Checks that a file has the tensors of its recipe's network and no others, and that their numbers fill it without a gap.
 * @param {Record<string, any>} tensors
 * @param {Record<string, Kind>} kinds  of the tensors that are expected
 * @param {number} bytes  of all numbers
 */
function checkTensors(tensors, kinds, bytes) {
  const [names, expected] = [Object.keys(tensors), Object.keys(kinds)];
  if (names.sort().join() !== expected.sort().join()) {
    throw new NetworkFileError(`holds ${cut(names.join(', ')) || 'nothing'}, not ${expected.join(', ')}`);
  }
  for (const [name, { type, shape }] of Object.entries(kinds)) {
    const { dtype, shape: found } = Object(tensors[name]);
    if (dtype !== type || JSON.stringify(found) !== JSON.stringify(shape)) {
      const is = cut(`${JSON.stringify(found)} of ${JSON.stringify(dtype)}`);
      throw new NetworkFileError(`has the ${name} ${is}, not ${JSON.stringify(shape)} of "${type}"`);
    }
  }
  const places = expected.map((name) => ({ offsets: tensors[name].data_offsets, size: bytesOfTensor(kinds[name]) }));
  places.sort((one, other) => Number(Object(one.offsets)[0]) - Number(Object(other.offsets)[0]));
  let end = 0; // of the tensors so far
  const isWhole = places.every(({ offsets, size }) => {
    const start = end;
    end += size;
    return JSON.stringify(offsets) === JSON.stringify([start, end]);
  });
  if (!isWhole || bytes !== end) throw new NetworkFileError('is cut off, or has more in it than a network');
}

/**
 * Reads the network; what a packed one may have wrong in its numbers is told as a NetworkFileError.
 * @param {ArrayBuffer} bytes
 */
function unpack(bytes) {
  try {
    return parseNetwork(bytes);
  } catch (error) {
    throw error instanceof PackingError ? new NetworkFileError(error.message) : error;
  }
}

/**
 * @param {unknown} text
 * @param {Known} known
 * @returns {Recipe}  a value that the file does not name is the article's
 */
function readRecipe(text, known) {
  const values = parseObject(text, 'says nothing of its recipe');
  const isPlain = Object.values(values).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  const problem = isPlain ? findProblem(values, known) : 'A value is neither a number nor a word.';
  if (problem) throw new NetworkFileError(`has a recipe that cannot be trained (${cut(problem)})`);
  return { ...known.recipes.article.recipe, ...values };
}

/**
 * @param {unknown} text
 * @returns {Accuracies}
 */
function readAccuracies(text) {
  const values = parseObject(text, 'says nothing of its accuracies');
  if (!Object.values(values).every((value) => typeof value === 'number' && value >= 0 && value <= 1)) {
    throw new NetworkFileError('has accuracies that are no numbers from 0 to 1');
  }
  return Object.fromEntries(ACCURACIES.filter((name) => name in values).map((name) => [name, values[name]]));
}

/**
 * The object in a text of JSON. Of a name that stands there twice the last value counts, as everywhere in JSON.
 * @param {unknown} text
 * @param {string} problem  where there is none
 * @returns {Record<string, any>}
 */
function parseObject(text, problem) {
  try {
    const value = JSON.parse(typeof text === 'string' ? text : '');
    if (isObject(value)) return value;
  } catch {}
  throw new NetworkFileError(problem);
}

/** @param {unknown} value  @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {string} text */
function cut(text) {
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}
