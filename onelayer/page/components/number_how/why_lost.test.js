import assert from 'node:assert/strict';
import test from 'node:test';
import { TERMS } from '../../reading/numbers/terms.js';
import { describeArc } from './why_lost.js';

/** An arc that was considered for a digit. */
function considered({ start = 1, end = 3, digit = 8, isChosen = false, lostBy = null }) {
  return { arc: { start, end }, choices: [{ digit, score: -3.2, probability: 0.002 }], isChosen, lostBy };
}

test('an arc says what it is taken for, and that it was chosen', () => {
  const words = describeArc(considered({ end: 2, digit: 4, isChosen: true }));
  assert.equal(words, 'Piece 2 as a 4, < 1 %, score −3.20: chosen.');
});

test('one that was not chosen says why, in words', () => {
  const begin = 'Pieces 2 to 3 as an 8, < 1 %, score −3.20: not chosen, because ';
  assert.equal(describeArc(considered({ lostBy: 'gap inside' })), `${begin}there is a gap inside.`);
  assert.equal(describeArc(considered({ lostBy: 'strange' })), `${begin}it looks too little like an 8.`);
  assert.equal(describeArc(considered({})), `${begin}the pieces beside it would then be read worse.`);
});

test('each term of a score is a reason', () => {
  for (const lostBy of TERMS) assert.match(describeArc(considered({ lostBy })), /not chosen, because [a-z].*\.$/);
});

test('an arc may be a line between two digits', () => {
  const words = describeArc(considered({ digit: null, lostBy: 'backward ligature' }));
  assert.match(words, /as a line between two digits.*because a line that joins two digits goes to the right\.$/);
});
