import assert from 'node:assert/strict';
import test from 'node:test';
import { halfOf } from './half.js';
import { networkOfNumbers, weightsOf } from './network.js';
import { BITS, countZeros, findKept, fitLevels, mostLevel, placeInPage, roundingOf, roundNetwork } from './rounding.js';

/** Numbers that are the same in each run. */
function numbers(count, scale) {
  return Float32Array.from({ length: count }, (_, i) => scale * Math.sin(12.9898 * (i + 1)) ** 3);
}

const NETWORK = networkOfNumbers(Float32Array.of(...numbers(7840, 0.3), ...numbers(10, 0.5)), 'upright');
const FEWER = BITS.filter((bits) => bits < 32);
const valuesOf = (weights) => [...new Set(Array.from(weights, Math.abs))];

test('each digit has the levels of its bits times one scale of half precision', () => {
  for (const bits of FEWER) {
    const rounded = roundNetwork(NETWORK, { bits, sparsity: 0 });
    const { levels, scale } = fitLevels(NETWORK.kernel, bits, new Uint8Array(7840).fill(1));
    assert.ok(levels.every((level) => Math.abs(level) <= mostLevel(bits)));
    assert.deepEqual([...scale], Array.from(scale, halfOf));
    assert.deepEqual(
      [...rounded.kernel],
      Array.from(levels, (level, i) => level * scale[Math.floor(i / 784)]),
    );
    assert.deepEqual([...rounded.bias], Array.from(NETWORK.bias, halfOf));
  }
});

test('1 bit has signs only, and the mean size as its scale; 2 bits have 0 too', () => {
  const one = weightsOf(roundNetwork(NETWORK, { bits: 1, sparsity: 0 }), 3);
  const before = weightsOf(NETWORK, 3);
  const mean = before.reduce((sum, weight) => sum + Math.abs(weight), 0) / 784;
  assert.deepEqual(valuesOf(one), [halfOf(mean)]);
  assert.ok(one.every((weight, i) => Math.sign(weight) === (before[i] < 0 ? -1 : 1)));
  const two = weightsOf(roundNetwork(NETWORK, { bits: 2, sparsity: 0 }), 3);
  assert.equal(new Set(two).size, 3);
});

test('more bits are nearer', () => {
  const errors = FEWER.map((bits) => {
    const { kernel } = roundNetwork(NETWORK, { bits, sparsity: 0 });
    return kernel.reduce((sum, weight, i) => sum + (weight - NETWORK.kernel[i]) ** 2, 0);
  });
  assert.deepEqual(
    [...errors].sort((a, b) => b - a),
    errors,
  );
});

test('the smallest weights of all become 0, of equal ones the first in the file', () => {
  const { kernel } = roundNetwork(NETWORK, { bits: 32, sparsity: 0.5 });
  const [gone, kept] = [0, 1].map((is) =>
    NETWORK.kernel.filter((_, i) => Number(kernel[i] !== 0) === is).map(Math.abs),
  );
  assert.equal(gone.length, 3920);
  assert.ok(Math.max(...gone) <= Math.min(...kept));
  const isKept = findKept(new Float32Array(7840).fill(-1), 3 / 7840);
  const places = Array.from({ length: 7840 }, (_, place) => place).filter((place) => !isKept[placeInPage(place)]);
  assert.deepEqual(places, [0, 1, 2]);
});

test('half a weight is rounded to an even number of zeros', () => {
  assert.deepEqual([0, 0.5, 1 / 64, 3 / 64].map(countZeros), [0, 3920, 122, 368]);
});

test('a rounded network stays as it is, and all 32 bits leave a network alone', () => {
  for (const bits of BITS) {
    for (const sparsity of [0, 0.3, 0.9]) {
      const once = roundNetwork(NETWORK, { bits, sparsity });
      const twice = roundNetwork(once, roundingOf(once.recipe));
      assert.deepEqual(twice, once);
    }
  }
  assert.deepEqual(roundNetwork(NETWORK, { bits: 32, sparsity: 0 }).kernel, NETWORK.kernel);
});

test('a digit of zeros stays one, and a kernel of zeros too', () => {
  const empty = networkOfNumbers(new Float32Array(7850), 'scaled');
  for (const bits of BITS)
    assert.ok(roundNetwork(empty, { bits, sparsity: 0.2 }).kernel.every((weight) => weight === 0));
});
