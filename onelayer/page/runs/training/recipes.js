/** Recipes: their names, which of the known recipes they are like, and whether they can be trained. */

import { formatCount } from '../../dom/words.js';
import { formatNumber } from '../../reading/format.js';
import { INPUT_NAMES } from '../../reading/inputs.js';
import { rounds } from '../../store/things.js';

/** @import { InputForm } from '../../reading/inputs.js' */
/** @import { Recipe } from '../../store/things.js' */

/** @typedef {Record<string, unknown>} Values  a recipe's, by name: of a link, or of settings that are being changed */

/**
 * What the page is told of recipes (onelayer/page/views/recipe_words.py).
 * @typedef {object} Known
 * @property {Record<string, {name: string, recipe: Recipe}>} recipes
 * @property {readonly string[]} order  of the settings, the most important first
 * @property {Record<string, string>} optimizers  their names
 * @property {Record<string, readonly unknown[]>} choices  the values of each setting that is a choice
 * @property {Record<string, [low: number, high: number, isWhole: boolean]>} limits  of the numbers
 * @property {number} ways  how many ways of writing there are
 * @property {number} windows  images that are trained on of each captcha
 * @property {Recipe} kilobyteOf  what is trained on a network to make it a kilobyte
 */

const MOST_NAMED = 3; // changes that are named; the others are only counted

/**
 * "The article’s, changed: 3 epochs"
 * @param {Recipe} recipe
 * @param {Known} known
 */
export function nameRecipe(recipe, known) {
  return nameChanged(recipe, nearestRecipe(recipe, known), known);
}

/**
 * The key of the known recipe from which the fewest settings differ.
 * @param {Values} recipe
 * @param {Known} known
 */
export function nearestRecipe(recipe, known) {
  const count = (/** @type {string} */ key) => changesFrom(recipe, key, known).length;
  return Object.keys(known.recipes).reduce((best, key) => (count(key) < count(best) ? key : best));
}

/**
 * Names settings that were changed from a known recipe.
 * @param {Values} recipe
 * @param {string} key  of the known recipe
 * @param {Known} known
 */
export function nameChanged(recipe, key, known) {
  const changes = changesFrom(recipe, key, known).map((name) => describe(name, recipe[name], known));
  const { name } = known.recipes[key];
  const more = changes.length - MOST_NAMED;
  const named = changes.slice(0, MOST_NAMED).join(', ');
  return named ? `${name}, changed: ${named}${more > 0 ? ` and ${more} more` : ''}` : name;
}

/**
 * The settings that differ from a known recipe.
 * @param {Values} recipe
 * @param {string} key  of the known recipe
 * @param {Known} known
 */
export function changesFrom(recipe, key, { recipes, order }) {
  return order.filter((name) => recipe[name] !== recipes[key].recipe[name]);
}

/**
 * @param {string} setting
 * @param {unknown} value
 * @param {Known} known
 */
function describe(setting, value, { optimizers }) {
  if (typeof value === 'boolean') return `${setting} ${value ? 'on' : 'off'}`;
  if (typeof value === 'string')
    return setting === 'optimizer' ? optimizers[value] : INPUT_NAMES[/** @type {InputForm} */ (value)];
  const number = Number(value);
  if (setting === 'epochs') return formatCount(number, 'epoch');
  if (setting === 'bits') return `${formatCount(number, 'bit')} a weight`;
  if (setting === 'sparsity') return number ? `${formatNumber(100 * number)} % zeros` : 'no zeros';
  if (setting === 'rounding_epochs') return formatCount(number, 'rounding epoch');
  if (setting === 'examples') return `${number.toLocaleString('en')} images`;
  if (setting === 'captchas') return number ? formatCount(number, 'captcha') : 'no captchas';
  if (setting === 'styles') return `${number} of each way of writing`;
  if (setting === 'variations')
    return number ? `${number} varied ${number === 1 ? 'copy' : 'copies'}` : 'no varied copies';
  return `${setting.replace('_', ' ')} ${formatNumber(number)}`;
}

/**
 * Says why a recipe cannot be trained; empty if it can. The server checks it once more.
 * @param {Values} recipe
 * @param {Known} known
 */
export function findProblem(recipe, known) {
  const unknown = Object.keys(recipe).filter((name) => !known.order.includes(name));
  if (unknown.length) return `A recipe has no ${unknown.map((name) => `'${name}'`).join(', ')}.`;
  const problems = Object.entries(recipe).flatMap(([name, value]) => {
    if (name === 'epochs' && value === 0 && rounds(recipe)) return []; // a start may be trained already
    const expected = whatIsAllowed(name, value, known);
    return expected ? [`${name.replace('_', ' ')} must be ${expected}, not ${value}`] : [];
  });
  return problems.length ? `${problems.join('; ')}.` : '';
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {Known} known
 * @returns {string}  what is allowed; empty if the value is
 */
function whatIsAllowed(name, value, { choices, limits }) {
  if (name in choices) return choices[name].includes(value) ? '' : `one of ${choices[name].join(', ')}`;
  if (!(name in limits)) return typeof value === 'boolean' ? '' : 'true or false';
  const [low, high, isWhole] = limits[name];
  const isRight = typeof value === 'number' && low <= value && value <= high && (!isWhole || Number.isInteger(value));
  return isRight ? '' : `a ${isWhole ? 'whole ' : ''}number from ${formatNumber(low)} to ${formatNumber(high)}`;
}

/**
 * The number of all images to train on: MNIST's, varied copies, and variations of the ways of writing; or about so many
 * windows of captchas.
 * @param {Recipe} recipe
 * @param {Pick<Known, 'ways' | 'windows'>} known
 */
export function trainingImages({ examples, validation_split, variations, styles, captchas }, { ways, windows }) {
  if (captchas) return (Number(captchas) - Math.trunc(Number(captchas) * Number(validation_split))) * windows;
  const ofMnist = Math.trunc(Number(examples) * (1 - Number(validation_split)));
  return ofMnist * (1 + Number(variations)) + Number(styles) * ways;
}
