import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeBytes, encodeBytes } from './decoding.js';

test('bytes come back', () => {
  const bytes = Uint8Array.of(0, 1, 128, 255);
  assert.equal(encodeBytes(bytes), Buffer.from(bytes).toString('base64'));
  assert.deepEqual(decodeBytes(encodeBytes(bytes)), bytes);
  assert.equal(decodeBytes('').length, 0);
});
