/** What is said of an arc: what it is taken for, and why it was chosen or not. */

import { withArticle } from '../../dom/words.js';
import { formatProbability, formatSigned } from '../../reading/format.js';

/** @import { ConsideredArc } from '../../reading/numbers/number.js' */

/** @type {Record<string, (digit: string) => string>} */
const REASONS = {
  improbable: (digit) => `the layer does not find ${digit} probable`,
  strange: (digit) => `it looks too little like ${digit}`,
  'no digit': () => 'it looks like no digit',
  'a digit': () => 'a line that only joins two digits counts less than a digit',
  low: () => 'it is too low beside the other ink',
  wide: () => 'it is too wide for a digit',
  strokes: () => 'it takes many strokes for one digit',
  'gap inside': () => 'there is a gap inside',
  cut: () => 'it cuts through a stroke',
  'gap before': () => 'it leaves no gap to the ink before it',
  'close before': () => 'it stands too close to the ink before it',
  'overlap before': () => 'it overlaps the ink before it',
  'within before': () => 'it overlaps the ink before it by far',
  baseline: () => 'its foot is not on the line of the others',
  top: () => 'its top is not on the line of the others',
  alone: () => 'it takes all ink for one digit',
  'a ligature': () => 'a line that only joins two digits is rare',
  'long ligature': () => 'it is long for a line that only joins two digits',
  'backward ligature': () => 'a line that joins two digits goes to the right',
};
const ELSEWHERE = 'the pieces beside it would then be read worse';

/**
 * A probability in whole percent, of which the smallest is "< 1 %".
 * @param {number} probability
 */
export function formatChance(probability) {
  return probability < 0.005 ? '< 1 %' : formatProbability(probability, 0);
}

/**
 * Says in words what an arc is taken for, how probable that is, and why it was not chosen.
 * @param {ConsideredArc} considered
 */
export function describeArc({ arc: { start, end }, choices: [best], isChosen, lostBy }) {
  const pieces = end - start > 1 ? `Pieces ${start + 1} to ${end}` : `Piece ${end}`;
  const digit = best.digit === null ? 'a line between two digits' : withArticle(best.digit);
  const taken = `${pieces} as ${digit}, ${formatChance(best.probability)}, score ${formatSigned(best.score)}`;
  if (isChosen) return `${taken}: chosen.`;
  return `${taken}: not chosen, because ${lostBy === null ? ELSEWHERE : REASONS[lostBy](digit)}.`;
}
