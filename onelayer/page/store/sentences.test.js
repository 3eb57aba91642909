import assert from 'node:assert/strict';
import test from 'node:test';
import { describeContents, describeForgotten, describeNotKept } from './sentences.js';

test('what is kept is counted', () => {
  assert.equal(describeContents(0, false, 0), '');
  assert.equal(describeContents(1, false, 0), '1 drawing');
  assert.equal(describeContents(1000, true, 0), '1,000 drawings and your hand');
  assert.equal(describeContents(2, true, 1), '2 drawings, your hand and 1 run');
});

test('what is forgotten is said, and what stays', () => {
  assert.equal(describeForgotten(false, 0), 'Forgotten: your runs, your hand and the settings.');
  assert.equal(describeForgotten(false, 1), 'Forgotten: your runs, your hand and the settings. Your 1 drawing stays.');
  assert.match(describeForgotten(false, 2), /Your 2 drawings stay\.$/);
});

test('why something is not kept is said', () => {
  assert.match(describeNotKept('2 runs', new DOMException('', 'QuotaExceededError')), /2 runs: its storage is full/);
  assert.match(describeNotKept('your hand', new Error('no')), /the latest of your hand: it blocks storage/);
});
