/** What the page says of a number that it reads. */

import { formatProbability } from '../../reading/format.js';

/** @import { NumberReading } from '../../reading/numbers/number.js' */

const LEAST = 0.005; // a runner-up that is less probable is not worth a word

/**
 * Says in words how sure a number is, and which one is next.
 * @param {Pick<NumberReading, 'text' | 'probability' | 'runnerUp' | 'runnerUpProbability' | 'isSure' | 'digits'>} number
 */
export function sentenceOfNumber({ text, probability, runnerUp, runnerUpProbability, isSure, digits }) {
  const percent = formatProbability(probability, 0);
  const isNext = runnerUp !== null && runnerUpProbability >= LEAST;
  const other = isNext ? `${runnerUp}, ${formatProbability(runnerUpProbability, 0)}` : '';
  if (isSure) return `${percent} sure${isNext ? `; the runner-up is ${other}` : ''}.`;
  const unknown = digits.filter(({ verdict }) => !verdict.isFamiliar).map(({ digit }) => digit);
  if (unknown.length) return `Not sure: what is read as ${unknown.join(' and ')} looks like no digit I know.`;
  return `Not sure: ${text}, ${percent}${isNext ? `, or ${other}` : ''}.`;
}

/**
 * Says which digit of a number is explained, and by what.
 * @param {{number: Pick<NumberReading, 'digits'>, place: number} | null} shown  place: from 0; null for no number
 */
export function placeInWords(shown) {
  const digit = shown ? `Digit ${shown.place + 1} of ${shown.number.digits.length}` : 'Each digit';
  return `${digit}: what the layer reads in its ink alone`;
}
