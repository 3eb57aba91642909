import assert from 'node:assert/strict';
import test from 'node:test';
import { spread, spreadUnsorted } from './spread.js';

test('labels with room stay where they belong', () => {
  assert.deepEqual(spread([20, 50, 80], 20, 100), [20, 50, 80]);
  assert.deepEqual(spread([], 20, 100), []);
});

test('labels that would overlap move apart by the same amount on both sides', () => {
  assert.deepEqual(spread([45, 55], 20, 100), [40, 60]);
  assert.deepEqual(spread([40, 50, 60], 20, 100), [30, 50, 70]);
  assert.deepEqual(spread([50, 40], 20, 100), [35, 55], 'in the order in which they are given');
  assert.deepEqual(spreadUnsorted([60, 40, 50], 20, 100), [70, 30, 50]);
});

test('a block that grows takes its neighbours along, and none leaves the line', () => {
  assert.deepEqual(spread([5, 95], 20, 100), [10, 90]);
  assert.deepEqual(spread([96, 97, 98], 20, 100), [50, 70, 90]);
  const many = spread([10, 10, 10, 10], 50, 100);
  assert.deepEqual(many, [12.5, 37.5, 62.5, 87.5]);
});
