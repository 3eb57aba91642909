import assert from 'node:assert/strict';
import test from 'node:test';
import { pixelEvidence } from './evidence.js';
import { networkOfNumbers, read, smallestChange, softmax, weightDifference, weightsOf } from './network.js';

/** Numbers that are the same in each run. */
function numbers(count, scale) {
  return Float32Array.from({ length: count }, (_, i) => scale * Math.sin(12.9898 * (i + 1)));
}

const image = Uint8Array.from({ length: 784 }, (_, i) =>
  i % 28 > 8 && i % 28 < 14 && i > 140 && i < 620 ? 200 + (i % 50) : 0,
);
const FORMS = ['raw', 'scaled', 'upright', 'directions'];
const makeNetwork = (kernel, bias, form) => networkOfNumbers(Float32Array.of(...kernel, ...bias), form);
const networkOf = (form) => makeNetwork(numbers(7840, form === 'raw' ? 1e-3 : 0.1), numbers(10, 0.5), form);
const sum = (values) => values.reduce((total, value) => total + value, 0);

test('probabilities sum to 1, whatever the logits', () => {
  assert.ok(Math.abs(sum(softmax([1000, 1, -1000])) - 1) < 1e-12);
});

test('a kernel is laid out by digit', () => {
  const kernel = numbers(7840, 1);
  assert.equal(weightsOf(makeNetwork(kernel, numbers(10, 1), 'raw'), 3)[5], kernel[10 * 5 + 3]);
});

for (const form of FORMS) {
  test(`evidence of ${form} inputs sums to the logit, and contrast to the difference of two`, () => {
    const network = networkOf(form);
    const reading = read(network, image);
    for (let digit = 0; digit < 10; digit++) {
      const evidence = pixelEvidence(reading, weightsOf(network, digit), form);
      assert.ok(Math.abs(sum(evidence) + network.bias[digit] - reading.logits[digit]) < 1e-6);
    }
    const contrast = pixelEvidence(reading, weightDifference(network, 3, 8), form);
    const margin = reading.logits[3] - reading.logits[8];
    assert.ok(Math.abs(sum(contrast) + network.bias[3] - network.bias[8] - margin) < 1e-6);
  });
}

test('only pixels at an edge have evidence of directions', () => {
  const network = networkOf('directions');
  const evidence = pixelEvidence(read(network, image), weightsOf(network, 1), 'directions');
  assert.ok(Math.abs(evidence[0]) === 0 && Math.abs(evidence[783]) === 0);
  assert.ok(evidence.some((value) => Math.abs(value) > 1e-3));
});

test('the smallest change ends where both digits are level, and no step is shorter', () => {
  const network = networkOf('upright');
  const reading = read(network, image);
  const difference = weightDifference(network, 2, 5);
  const change = smallestChange(network, reading, 2, 5, null);
  const margin = reading.logits[2] - reading.logits[5];
  assert.ok(Math.abs(sum(change.map((value, i) => value * difference[i])) + margin) < 1e-9);
  const length = Math.hypot(...change);
  for (let seed = 1; seed < 20; seed++) {
    const direction = numbers(784, 1).map((value, i) => Math.sin(seed * value * (i + 1)));
    const along = sum(direction.map((value, i) => value * difference[i])) / Math.hypot(...direction);
    assert.ok(Math.abs(margin / along) >= length - 1e-6);
  }
});

test('an input that is usually nothing is left alone', () => {
  const network = networkOf('directions');
  const usual = numbers(784, 1).map((value, i) => (i < 100 ? 0 : Math.abs(value)));
  const change = smallestChange(network, read(network, image), 3, 8, usual);
  assert.ok(change.subarray(0, 100).every((value) => Math.abs(value) === 0));
});

test('there is no change between digits of the same weights', () => {
  const network = makeNetwork(new Float32Array(7840), new Float32Array(10), 'scaled');
  assert.ok(smallestChange(network, read(network, image), 1, 2, null).every((value) => Math.abs(value) === 0));
});
