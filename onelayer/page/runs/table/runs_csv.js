/** The visitor's runs as a file for a spreadsheet: comma-separated values (RFC 4180). */

import { broughtIn } from '../../store/things.js';
import { trainingImages } from '../training/recipes.js';
import { isDiverged, validated } from './rows.js';

/** @import { Run } from '../../store/things.js' */
/** @import { Known } from '../training/recipes.js' */

const FORMULA = [...'=+-@\t\r＝＋－＠']; // begin a formula in a spreadsheet
const MARK = '\ufeff'; // by which spreadsheets recognize UTF-8

/**
 * A line with the names of the columns, then a line for each run, in their order. Accuracies are fractions, 0 to 1;
 * losses are mean cross-entropies. What is not known is empty.
 * @param {readonly Run[]} runs
 * @param {Known} known
 */
export function formatRunsCsv(runs, known) {
  const [{ recipe }] = Object.values(known.recipes);
  const settings = Object.keys(recipe);
  const measured = ['training', 'validation', 'test'].flatMap((split) => [`${split}_accuracy`, `${split}_loss`]);
  const about = ['training_images', 'drawings', 'went_on_from', 'brought_in', 'seconds'];
  const columns = ['name', ...settings, ...about, ...measured, 'stopped', 'diverged'];
  const lines = [columns, ...runs.map((run) => lineOf(run, settings, known))];
  return MARK + lines.map((line) => `${line.map(quote).join(',')}\r\n`).join('');
}

/**
 * @param {Run} run
 * @param {string[]} settings
 * @param {Known} known
 */
function lineOf(run, settings, known) {
  return [
    neutralize(run.name),
    ...settings.map((name) => formatSetting(run.recipe[name])),
    String(trainingImages(run.recipe, known)),
    String(run.drawings),
    neutralize(run.start ?? ''),
    broughtIn(run),
    run.claimed ? '' : run.seconds.toFixed(2),
    ...[run.metrics, validated(run), run.test]
      .flatMap((metrics) => [metrics?.accuracy, metrics?.loss])
      .map((number) => number?.toFixed(4) ?? ''),
    ...[['stopped', 'lost'].includes(run.ending), isDiverged(run)].map(formatSetting),
  ];
}

/**
 * A setting; a number in decimals, without commas between thousands.
 * @param {string | number | boolean} value
 */
function formatSetting(value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return value.toLocaleString('en', { maximumSignificantDigits: 12, useGrouping: false });
}

/**
 * Puts an apostrophe before a text that begins like a formula, so that no spreadsheet takes it for one.
 * @param {string} text
 */
function neutralize(text) {
  return [text[0], text.trimStart()[0]].some((letter) => FORMULA.includes(letter)) ? `'${text}` : text;
}

/** @param {string} text */
function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
