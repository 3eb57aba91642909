import assert from 'node:assert/strict';
import test from 'node:test';
import { placeInWords, sentenceOfNumber } from './number_words.js';

/** Digits as far as the words need them. */
function digitsOf(text, unknown = '') {
  return [...text].map((digit) => ({ digit: Number(digit), verdict: { isFamiliar: !unknown.includes(digit) } }));
}

const NUMBER = {
  text: '2026',
  probability: 0.934,
  isSure: true,
  digits: digitsOf('2026'),
  runnerUp: null,
  runnerUpProbability: 0,
};

test('a sure number is said with its probability and the runner-up, if that is worth a word', () => {
  const near = { ...NUMBER, runnerUp: '2028', runnerUpProbability: 0.041 };
  assert.equal(sentenceOfNumber(near), '93 % sure; the runner-up is 2028, 4 %.');
  assert.equal(sentenceOfNumber({ ...near, runnerUpProbability: 0.001 }), '93 % sure.');
  assert.equal(sentenceOfNumber({ ...NUMBER, probability: 1 }), '> 99 % sure.');
});

test('of one that is not sure both are said, or what looks like no digit', () => {
  const torn = { ...NUMBER, isSure: false, probability: 0.61, runnerUp: '2028', runnerUpProbability: 0.3 };
  assert.equal(sentenceOfNumber(torn), 'Not sure: 2026, 61 %, or 2028, 30 %.');
  assert.equal(sentenceOfNumber({ ...torn, runnerUp: null }), 'Not sure: 2026, 61 %.');
  assert.equal(
    sentenceOfNumber({ ...torn, digits: digitsOf('2026', '6') }),
    'Not sure: what is read as 6 looks like no digit I know.',
  );
});

test('the digit that is explained is named by its place', () => {
  assert.equal(placeInWords({ number: NUMBER, place: 3 }), 'Digit 4 of 4: what the layer reads in its ink alone');
  assert.equal(placeInWords(null), 'Each digit: what the layer reads in its ink alone');
});
