import assert from 'node:assert/strict';
import test from 'node:test';
import { formatOrdinal, formatSeconds, formatWait } from './waits.js';

test('the visitor who waits is told the place and the time, if it is known', () => {
  assert.equal(formatWait({ place: 1, seconds: 7.2 }), 'Next in line, about 7 s.');
  assert.equal(formatWait({ place: 7, seconds: 49 }), '7th in line, about 50 s.');
  assert.equal(formatWait({ place: 2, seconds: null }), '2nd in line.');
});

test('places and times in words', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 11, 12, 13, 21, 112].map(formatOrdinal).join(' '),
    '1st 2nd 3rd 4th 11th 12th 13th 21st 112th',
  );
  assert.deepEqual([0.2, 9.4, 13, 94, 100, 170].map(formatSeconds), [
    'about 1 s',
    'about 9 s',
    'about 15 s',
    'about 95 s',
    'about 2 minutes',
    'about 3 minutes',
  ]);
});
