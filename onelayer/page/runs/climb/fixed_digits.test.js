import assert from 'node:assert/strict';
import test from 'node:test';
import { compareReadings, countDigits, describeStep } from './fixed_digits.js';

const labels = Uint8Array.of(7, 2, 1, 0);
const before = { labels, predicted: Uint8Array.of(7, 3, 2, 0) };
const after = { labels, predicted: Uint8Array.of(7, 2, 2, 6) };

test('a step fixes digits and breaks others', () => {
  assert.deepEqual(compareReadings(before, after), { fixed: [1], broken: [3] });
});

test('without a network before, the digits that are misread count as broken', () => {
  assert.deepEqual(compareReadings(null, after), { fixed: [], broken: [2, 3] });
});

test('the sentences', () => {
  const rungs = ['One', 'Two'].map((name) => ({ name, change: 'better inputs' }));
  assert.deepEqual(
    [describeStep(rungs, rungs[0], false), describeStep(rungs, rungs[1], false), describeStep(rungs, rungs[1], true)],
    [
      '**One** is the first rung: these are the digits that it misreads.',
      'Train rung 1, **One**, too. Then you see here what the step fixed.',
      'From **One** to **Two**: better inputs. Press a digit to see how **Two** reads it.',
    ],
  );
  assert.equal(countDigits(1234, 20, 'fixed'), '**1,234** test digits fixed, 20 shown.');
  assert.equal(countDigits(1, 1, 'broken'), '**1** test digit broken.');
});
