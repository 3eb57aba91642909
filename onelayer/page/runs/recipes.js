/** Names for recipes, as onelayer/page/views/recipe_words.py gives them: the nearest preset's, with the changes. */

import { formatCount } from '../dom/words.js';

/** @import { Recipe } from '../store/things.js' */

/**
 * What the page is told of recipes.
 * @typedef {object} Known
 * @property {Record<string, {name: string, recipe: Recipe}>} presets
 * @property {readonly string[]} order  of the settings, the most important first
 * @property {Record<string, string>} optimizers  their names
 * @property {number} ways  how many ways of writing there are
 */

const MOST_NAMED = 3; // changes that are named; the others are only counted

/**
 * "Article, changed: 3 epochs"
 * @param {Recipe} recipe
 * @param {Known} known
 */
export function nameRecipe(recipe, known) {
  const described = Object.values(known.presets).map((preset) => ({
    name: preset.name,
    changes: known.order
      .filter((setting) => recipe[setting] !== preset.recipe[setting])
      .map((setting) => describe(setting, recipe[setting], known)),
  }));
  const { name, changes } = described.reduce((a, b) => (b.changes.length < a.changes.length ? b : a));
  const more = changes.length - MOST_NAMED;
  const named = changes.slice(0, MOST_NAMED).join(', ');
  return named ? `${name}, changed: ${named}${more > 0 ? ` and ${more} more` : ''}` : name;
}

/**
 * @param {string} setting
 * @param {string | number | boolean} value
 * @param {Known} known
 */
function describe(setting, value, { optimizers }) {
  if (typeof value === 'boolean') return `${setting} ${value ? 'on' : 'off'}`;
  if (typeof value === 'string') return setting === 'optimizer' ? optimizers[value] : `inputs ${value}`;
  if (setting === 'epochs') return formatCount(value, 'epoch');
  if (setting === 'examples') return `${value.toLocaleString('en')} images`;
  if (setting === 'styles') return `${value} of each way of writing`;
  if (setting === 'variations')
    return value ? `${value} varied ${value === 1 ? 'copy' : 'copies'}` : 'no varied copies';
  return `${setting.replace('_', ' ')} ${value.toLocaleString('en', { maximumSignificantDigits: 12 })}`;
}

/**
 * The number of all images to train on: MNIST's, varied copies, and variations of the ways of writing.
 * @param {Recipe} recipe
 * @param {Pick<Known, 'ways'>} known
 */
export function trainingImages({ examples, validation_split, variations, styles }, { ways }) {
  const ofMnist = Math.trunc(Number(examples) * (1 - Number(validation_split)));
  return ofMnist * (1 + Number(variations)) + Number(styles) * ways;
}
