import assert from 'node:assert/strict';
import test from 'node:test';
import { formatNetwork, networkOfNumbers, parseNetwork } from './network.js';
import { bytesOfNumbers, packLevels, tensorsOf, unpackLevels } from './packed_network.js';
import { BITS, mostLevel, roundNetwork } from './rounding.js';

const NETWORK = networkOfNumbers(
  Float32Array.from({ length: 7850 }, (_, i) => (i < 7840 ? 0.3 * Math.sin(12.9898 * i) ** 3 : (i - 7840) / 7)),
  'upright',
);

test('the bytes are those that the bits say', () => {
  assert.deepEqual(
    BITS.map((bits) => bytesOfNumbers({ bits, sparsity: 0 })),
    [1020, 2000, 2980, 3960, 7880, 31_400],
  );
  assert.equal(bytesOfNumbers({ bits: 2, sparsity: 0.5 }), 980 + 980 + 40);
  assert.equal(bytesOfNumbers({ bits: 32, sparsity: 0.75 }), 980 + 4 * 1960 + 40);
});

test('a file of a rounded network is as small as it claims, and the same network comes back', () => {
  for (const bits of BITS) {
    for (const sparsity of [0, 0.05, 0.9]) {
      const rounded = roundNetwork(NETWORK, { bits, sparsity });
      const bytes = formatNetwork(rounded, { test_accuracy: 0.5 });
      const header = Number(new DataView(bytes).getBigUint64(0, true));
      assert.equal(bytes.byteLength - 8 - header, bytesOfNumbers({ bits, sparsity }));
      const back = parseNetwork(bytes);
      assert.deepEqual([back.kernel, Float32Array.from(back.bias)], [rounded.kernel, Float32Array.from(rounded.bias)]);
      assert.deepEqual(back.recipe, { bits, sparsity, input_form: 'upright' });
    }
  }
});

test('levels come back, whatever their number', () => {
  for (const bits of [1, 2, 3, 4, 8]) {
    const most = mostLevel(bits);
    const levels = Int8Array.from({ length: 13 }, (_, i) =>
      bits === 1 ? (i % 3 ? 1 : -1) : (i % (2 * most + 1)) - most,
    );
    const packed = packLevels(levels, bits);
    assert.equal(packed.length, Math.ceil((13 * bits) / 8));
    assert.deepEqual(unpackLevels(packed, bits, 13), levels);
  }
  assert.deepEqual(packLevels(Int8Array.of(-1, 0, 1, -1, 1), 2), Uint8Array.of(0b00_10_01_00, 0b10)); // the lowest bit first
  assert.throws(() => unpackLevels(Uint8Array.of(0b11), 2, 1), {
    message: 'has a level beyond 1, the largest of 2 bits',
  });
});

test('the tensors are named by what they need', () => {
  assert.deepEqual(Object.keys(tensorsOf({ bits: 32, sparsity: 0 })), ['kernel', 'bias']);
  assert.deepEqual(tensorsOf({ bits: 3, sparsity: 0.5 }).levels, { type: 'U8', shape: [1470] });
  assert.deepEqual(tensorsOf({ bits: 32, sparsity: 0.5 }).kernel, { type: 'F32', shape: [3920] });
});
