import assert from 'node:assert/strict';
import test from 'node:test';
import { formatNumber, formatPercent, formatProbability, formatSigned, formatSmall, formatWeight } from './format.js';

test('numbers have a sign, and decimals where they are small', () => {
  assert.deepEqual([1.234, -0.5, 0, -12345.6].map(formatSigned), ['+1.23', '−0.50', '+0.00', '−12,346']);
});

test('weights keep three digits that count', () => {
  assert.deepEqual([0.25, -0.00123, 0].map(formatWeight), ['+0.2500', '−1.23e-3', '+0.0000']);
});

test('numbers from 0 to 1 are never rounded to nothing', () => {
  assert.deepEqual([1, 0.1234, 4.7e-9, 0].map(formatSmall), ['1.0000', '0.1234', '4.7e−9', '0']);
});

test('a probability is never said to be 100 %', () => {
  const probabilities = [0, 0.5, 0.99949, 0.9995, 0.99999999, 1];
  const texts = ['0.0 %', '50.0 %', '99.9 %', '> 99.9 %', '> 99.9 %', '> 99.9 %'];
  assert.deepEqual(
    probabilities.map((probability) => formatProbability(probability)),
    texts,
  );
  assert.equal(formatProbability(0.996, 0), '> 99 %');
  assert.equal(formatProbability(0.99996, 2), '> 99.99 %');
});

test('a number is in decimals', () => {
  assert.deepEqual([1e-6, 0.07, 10, 2 ** 31 - 1].map(formatNumber), ['0.000001', '0.07', '10', '2,147,483,647']);
});

test('an accuracy that is not known is no number', () => {
  assert.equal(formatPercent(null), '–');
  assert.equal(formatPercent(0.9168), '91.68 %');
  assert.equal(formatPercent(0.9168, 1), '91.7 %');
});
