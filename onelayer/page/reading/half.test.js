import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeHalf, encodeHalf, halfOf } from './half.js';

test('all finite numbers of half precision come back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    if (((bits >> 10) & 31) < 31) assert.equal(encodeHalf(decodeHalf(bits)), bits);
  }
});

test('a number becomes the nearest one, of two the one whose last bit is 0', () => {
  for (let bits = 0; bits < 0x7bff; bits++) {
    const [one, next] = [decodeHalf(bits), decodeHalf(bits + 1)];
    assert.equal(encodeHalf((one + next) / 2), bits + (bits & 1));
    assert.equal(encodeHalf(one + 0.49 * (next - one)), bits);
    assert.equal(encodeHalf(-(one + 0.51 * (next - one))), 0x8000 + bits + 1);
  }
});

test('numbers that are too large become the largest, and what is not finite is seen', () => {
  assert.equal(halfOf(1e9), 65504);
  assert.equal(halfOf(-65530), -65504);
  assert.equal(decodeHalf(0x7c00), Number.POSITIVE_INFINITY);
  assert.equal(decodeHalf(0xfc00), Number.NEGATIVE_INFINITY);
  assert.ok(Number.isNaN(decodeHalf(0x7c01)));
});
