import assert from 'node:assert/strict';
import test from 'node:test';
import { accuraciesOf, accuraciesOfHand, networkOfHand } from './things.js';

test('a run without validation has no accuracy on it, and one that diverged none that is no number', () => {
  const run = { metrics: { loss: 1, accuracy: 0.9 }, validation: [], test: { loss: 1, accuracy: 0.8 } };
  assert.deepEqual(accuraciesOf(run), { training_accuracy: 0.9, test_accuracy: 0.8 });
  const diverged = { metrics: { loss: Number.NaN, accuracy: Number.NaN }, validation: [[1, 2, 0.7]], test: null };
  assert.deepEqual(accuraciesOf(diverged), { validation_accuracy: 0.7 });
  assert.deepEqual(accuraciesOf(null), {});
  const claimed = { training_accuracy: 0.99, test_accuracy: 0.99 };
  const brought = { claimed, metrics: null, validation: [], test: { loss: 1, accuracy: 0.8 } };
  assert.deepEqual(accuraciesOf(brought), { training_accuracy: 0.99, test_accuracy: 0.8 });
});

test('a hand is between the network before the lesson and the one after it', () => {
  const network = (weight) => ({ kernel: Float32Array.of(weight), bias: [weight], inputForm: 'directions' });
  const lesson = { start: network(0), taught: network(4), strengths: [0, 0.5, 1], mnist_accuracy: [0.99, 0.98, 0.97] };
  const mixed = networkOfHand({ lesson, strength: 0.25 });
  assert.deepEqual([mixed.kernel[0], mixed.bias[0], mixed.inputForm], [1, 1, 'directions']);
  assert.deepEqual(accuraciesOfHand({ lesson, strength: 0.6 }), { test_accuracy: 0.98 });
});
