import assert from 'node:assert/strict';
import test from 'node:test';
import { NUMBER_PAD } from './number_reader.js';
import { padOf } from './pads.js';
import { areSideBySide, moveToNumbers, numberOn, sentenceOfSeveral } from './several_digits.js';

globalThis.requestAnimationFrame = (work) => setTimeout(work, 0);

test('the number and how many digits it has are said in words', () => {
  assert.equal(sentenceOfSeveral('42'), 'This looks like 42, two digits.');
  assert.equal(sentenceOfSeveral('1234567890'), 'This looks like 1234567890, 10 digits.');
});

test('one digit is no number', () => {
  assert.equal(numberOn([[[0.5, 0.5]]], { isTwo: false }), '');
});

test('digits above one another are not side by side', () => {
  const [one, beside, below] = [
    { box: { left: 0.1, top: 0.1, right: 0.4, bottom: 0.4 } },
    { box: { left: 0.3, top: 0.1, right: 0.7, bottom: 0.4 } },
    { box: { left: 0.2, top: 0.6, right: 0.5, bottom: 0.9 } },
  ];
  assert.equal(areSideBySide([one]), true);
  assert.equal(areSideBySide([one, beside]), true);
  assert.equal(areSideBySide([one, below]), false);
  assert.equal(areSideBySide([one, beside, below]), false);
});

test('a drawing comes to the left of the wide pad as large as it was, and undo brings back what was there', () => {
  const pad = padOf(NUMBER_PAD);
  pad.begin([1.5, 0.5]);
  moveToNumbers([
    [
      [0.6, 0.3],
      [0.7, 0.8],
    ],
    [[0.5, 0.4]],
  ]);
  assert.deepEqual(pad.content.strokes, [
    [
      [0.3, 0.3],
      [0.4, 0.8],
    ],
    [[0.2, 0.4]],
  ]);
  pad.undo();
  assert.deepEqual(pad.content.strokes, [[[1.5, 0.5]]]);
});
