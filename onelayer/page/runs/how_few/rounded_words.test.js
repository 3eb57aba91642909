import assert from 'node:assert/strict';
import test from 'node:test';
import { BITS } from '../../reading/rounding.js';
import * as words from './rounded_words.js';

test('bits are said with what a weight may be', () => {
  const said = BITS.map(words.describeBits);
  assert.deepEqual(said.slice(0, 3), ['1 bit: −, +', '2 bits: −, 0, +', '3 bits: 7 levels, −3 to +3']);
  assert.equal(said.at(-1), '32 bits: as trained');
});

test('zeros are counted', () => {
  assert.equal(words.describeZeros(0, 0), '0 %: all weights stay');
  assert.equal(words.describeZeros(0.55, 4312), '55 %: the 4,312 smallest weights are 0');
});

test('a run is named by the network it goes on from and by its rounding', () => {
  assert.equal(words.nameRounded('Upright', { bits: 1, sparsity: 0 }), 'Upright, 1 bit');
  assert.equal(words.nameRounded('Upright', { bits: 32, sparsity: 0.5 }), 'Upright, 50 % zeros');
  assert.equal(words.nameRounded('Upright', { bits: 4, sparsity: 0.5 }), 'Upright, 4 bits, 50 % zeros');
});

test('what training on came to is said beside what rounding alone had left', () => {
  const run = { name: 'Upright, 1 bit', seconds: 1.23 };
  assert.match(words.describeTrainedOn(run, 0.9168, 0.9937), /^91\.68 % → 99\.37 % in 1\.2 s\. .*“Upright, 1 bit”/);
  assert.match(words.describeTrainedOn(run, null, 0.9937), /^99\.37 % in 1\.2 s\./);
});

test('a screen reader hears bits, zeros and accuracies, and nothing before one is known', () => {
  assert.equal(words.describeReading({ bits: 2, sparsity: 0 }, null, null), '');
  assert.equal(words.describeReading({ bits: 2, sparsity: 0.5 }, 0.9686, null), '2 bits, 50 % zeros: 96.86 % right');
  assert.equal(
    words.describeReading({ bits: 1, sparsity: 0 }, 0.9168, 0.9937),
    '1 bit, 0 % zeros: 91.68 % right, trained on 99.37 %',
  );
});
