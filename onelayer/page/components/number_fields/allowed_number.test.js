import assert from 'node:assert/strict';
import test from 'node:test';
import { correctNumber } from './allowed_number.js';

const EPOCHS = { low: 1, high: 50, step: 1, mayBeEmpty: false };
const RATE = { low: 0.000001, high: 10, step: 0, mayBeEmpty: false };
const STRENGTH = { low: 0, high: 1, step: 0.05, mayBeEmpty: false };
const GUESS = { low: 0, high: 100, step: 0, mayBeEmpty: true };

test('what is allowed stays as it was typed', () => {
  for (const typed of ['1', '50', '5.0', '1e1', '050']) assert.equal(correctNumber(typed, false, EPOCHS, '5'), null);
  for (const typed of ['0.000001', '10', '.5', '1e-3']) assert.equal(correctNumber(typed, false, RATE, '0.01'), null);
  for (const typed of ['0', '0.15', '.35', '1.0']) assert.equal(correctNumber(typed, false, STRENGTH, '0.8'), null);
  assert.equal(correctNumber('', false, GUESS, '90'), null);
});

test('what is not allowed is set to the nearest that is, and said', () => {
  const cases = /** @type {const} */ ([
    ['-1', EPOCHS, '1', '−1 is too small: set to 1, the least.'],
    ['0.4', EPOCHS, '1', '0.4 is too small: set to 1, the least.'],
    ['51', EPOCHS, '50', '51 is too large: set to 50, the most.'],
    ['50.2', EPOCHS, '50', '50.2 is too large: set to 50, the most.'],
    ['1e9', EPOCHS, '50', '1,000,000,000 is too large: set to 50, the most.'],
    ['1e300', EPOCHS, '50', '1e+300 is too large: set to 50, the most.'],
    ['2.5', EPOCHS, '3', '2.5 is no whole number: set to 3.'],
    ['49.6', EPOCHS, '50', '49.6 is no whole number: set to 50.'],
    ['0', RATE, '0.000001', '0 is too small: set to 0.000001, the least.'],
    ['-1', STRENGTH, '0', '−1 is too small: set to 0, the least.'],
    ['2', STRENGTH, '1', '2 is too large: set to 1, the most.'],
    ['0.33', STRENGTH, '0.35', '0.33 is between two steps: set to 0.35.'],
    ['0.151', STRENGTH, '0.15', '0.151 is between two steps: set to 0.15.'],
    ['-5', GUESS, '0', '−5 is too small: set to 0, the least.'],
    ['150', GUESS, '100', '150 is too large: set to 100, the most.'],
  ]);
  for (const [typed, limits, value, sentence] of cases) {
    assert.deepEqual(correctNumber(typed, false, limits, '5'), { value, sentence });
  }
});

test('where no number was typed the one before stays', () => {
  assert.deepEqual(correctNumber('', false, EPOCHS, '5'), { value: '5', sentence: 'Nothing was typed: it stays 5.' });
  assert.deepEqual(correctNumber('', true, EPOCHS, '5'), { value: '5', sentence: 'That is no number: it stays 5.' });
  assert.deepEqual(correctNumber('', true, GUESS, ''), { value: '', sentence: 'That is no number.' });
});
