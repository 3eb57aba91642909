import assert from 'node:assert/strict';
import test from 'node:test';
import { findWorstMistakes } from './mistakes.js';

test('the worst mistakes are misread, those with the largest loss first', () => {
  const inspection = {
    labels: Uint8Array.of(3, 5, 5, 5),
    predicted: Uint8Array.of(3, 3, 3, 4),
    loss: Float32Array.of(9, 2, 5, 1),
  };
  assert.deepEqual(findWorstMistakes(inspection, 10), [2, 1, 3]);
  assert.deepEqual(findWorstMistakes(inspection, 1), [2]);
});
