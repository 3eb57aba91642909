/** A pad for one digit on which several are: what number they are, and how they come to the Numbers tab. */

import { roundPoint } from './geometry.js';
import { NUMBER_PAD, numberReader } from './number_reader.js';
import { padOf } from './pads.js';

/** @import { NumberDigit } from '../reading/numbers/number.js' */
/** @import { Verdict } from '../reading/verdict.js' */
/** @import { Point } from './geometry.js' */

const MARGIN = 0.2; // on the left of the wide pad, in its heights
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/**
 * Returns the number on the Draw tab's pad; empty where it does not plainly hold several digits.
 * @param {Point[][]} strokes
 * @param {Verdict} verdict  on what is read there as one digit
 */
export function numberOn(strokes, { isTwo }) {
  const number = isTwo ? numberReader.readDrawing(strokes) : null;
  return number?.isSure && number.text.length > 1 && areSideBySide(number.digits) ? number.text : '';
}

/**
 * Whether each digit stands to the right of the one before, and not above or below it.
 * @param {Pick<NumberDigit, 'box'>[]} digits
 */
export function areSideBySide(digits) {
  return digits.slice(1).every(({ box: { left, right } }, i) => (left + right) / 2 > digits[i].box.right);
}

/**
 * Says what number it looks like.
 * @param {string} number  its digits
 */
export function sentenceOfSeveral(number) {
  return `This looks like ${number}, ${COUNTS[number.length] ?? number.length} digits.`;
}

/**
 * Puts strokes on the Numbers tab's pad, at its left, so that the number can go on. Undo brings back what was there.
 * @param {Point[][]} strokes  in the unit square
 */
export function moveToNumbers(strokes) {
  const left = Math.min(...strokes.flat().map(([x]) => x));
  const moved = strokes.map((stroke) => stroke.map(([x, y]) => roundPoint([x - left + MARGIN, y])));
  padOf(NUMBER_PAD).put({ strokes: moved, image: null });
}
