import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeBytes, decodePixels } from './decoding.js';

const encode = (values) => Buffer.from(values.buffer).toString('base64');

test('bytes come back', () => {
  assert.deepEqual([...decodeBytes(encode(Uint8Array.of(0, 1, 128, 255)))], [0, 1, 128, 255]);
  assert.equal(decodeBytes('').length, 0);
});

test('ink is 0 to 1', () => {
  assert.deepEqual([...decodePixels(`u${encode(Uint8Array.of(0, 51, 255))}`)], [0, Math.fround(0.2), 1]);
});

test('signed pixels are -1 to 1', () => {
  assert.deepEqual([...decodePixels(`s${encode(Int8Array.of(-127, 0, 127))}`)], [-1, 0, 1]);
});
