/** The effect of a step of the climb: the test digits that it fixed, and those that it broke. */

/** @import { Inspection } from '../../store/things.js' */
/** @import { Rung } from './rungs.js' */

/** @typedef {Pick<Inspection, 'labels' | 'predicted'>} Readings */

/**
 * The rows of the test digits that one network reads correctly and the other does not.
 * @param {Readings | null} before  null: all are read correctly
 * @param {Readings} after
 * @returns {{fixed: number[], broken: number[]}}
 */
export function compareReadings(before, { labels, predicted }) {
  const wasRight = (/** @type {number} */ row) => !before || before.predicted[row] === labels[row];
  const changed = [...labels.keys()].filter((row) => wasRight(row) !== (predicted[row] === labels[row]));
  return { fixed: changed.filter((row) => !wasRight(row)), broken: changed.filter(wasRight) };
}

/**
 * Says what step the digits are of.
 * @param {readonly Rung[]} rungs
 * @param {Rung} rung  a trained one
 * @param {boolean} isBeforeTrained
 */
export function describeStep(rungs, rung, isBeforeTrained) {
  const at = rungs.indexOf(rung);
  const name = `**${rung.name}**`;
  if (at === 0) return `${name} is the first rung: these are the digits that it misreads.`;
  const before = `**${rungs[at - 1].name}**`;
  if (!isBeforeTrained) return `Train rung ${at}, ${before}, too. Then you see here what the step fixed.`;
  return `From ${before} to ${name}: ${rung.change}. Press a digit to see how ${name} reads it.`;
}

/**
 * Writes how many digits there are: "**1,234** test digits fixed, 20 shown."
 * @param {number} count
 * @param {number} shown  how many of them there is a picture of
 * @param {'fixed' | 'broken' | 'misread'} verb
 */
export function countDigits(count, shown, verb) {
  return `**${count.toLocaleString('en')}** test ${count === 1 ? 'digit' : 'digits'} ${verb}${shown < count ? `, ${shown} shown` : ''}.`;
}
