import assert from 'node:assert/strict';
import test from 'node:test';
import { formatWait } from './waiting.js';

test('a place in the queue is said with the time until the turn', () => {
  const say = (/** @type {[number, number | null][]} */ ...waits) =>
    waits.map(([place, seconds]) => formatWait({ place, seconds }));
  assert.deepEqual(say([1, 7.2], [2, 12.6], [3, 94], [11, 100], [21, 200], [112, 0.2], [1, null]), [
    'Next in line, about 7 s.',
    '2nd in line, about 15 s.',
    '3rd in line, about 95 s.',
    '11th in line, about 2 minutes.',
    '21st in line, about 3 minutes.',
    '112th in line, about 1 s.',
    'Next in line.',
  ]);
});
