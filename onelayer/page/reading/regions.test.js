import assert from 'node:assert/strict';
import test from 'node:test';
import { strongestRegions } from './regions.js';

test('regions are named by where the evidence is', () => {
  const evidence = new Float32Array(784);
  evidence[28 * 2 + 14] = 3;
  for (let row = 20; row < 26; row++) evidence[28 * row + 2] = -1;
  assert.deepEqual(strongestRegions(evidence), { most: 'the top', least: 'the lower left' });
});

test('where there is nothing, none is named', () => {
  assert.deepEqual(strongestRegions(new Float32Array(784)), { most: 'none', least: 'none' });
});
