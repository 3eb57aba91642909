import assert from 'node:assert/strict';
import test from 'node:test';
import { halfOf } from '../reading/half.js';
import { formatKilobyte, KilobyteError, parseKilobyte } from './kilobyte_text.js';

/** A kilobyte whose signs look random. */
function kilobyte(inputForm = 'directions') {
  const scales = Float32Array.from({ length: 10 }, (_, digit) => halfOf(0.01 * (digit + 1)));
  const kernel = Float32Array.from(
    { length: 7840 },
    (_, i) => Math.sign(Math.sin(i * i)) * scales[Math.floor(i / 784)],
  );
  kernel[0] = scales[0];
  return { kernel, bias: Float32Array.from({ length: 10 }, (_, digit) => halfOf(Math.cos(digit))), inputForm };
}

test('a kilobyte comes back as it was, from 1,530 characters that an address may have', () => {
  const network = kilobyte();
  const text = formatKilobyte(network);
  assert.match(text, /^[0-9A-Z+\-./:]{1530}$/);
  assert.equal(new URL(`https://one-layer.example/#draw&kilobyte=${text}`).hash, `#draw&kilobyte=${text}`);
  assert.deepEqual(parseKilobyte(text, 'directions'), network);
});

test('the signs of the first input’s ten weights come first, as in a packed file', () => {
  const network = kilobyte();
  for (let digit = 0; digit < 10; digit++) network.kernel[784 * digit] = -Math.abs(network.kernel[784 * digit]);
  const before = formatKilobyte(network);
  network.kernel[784 * 9] *= -1; // the second bit of the second byte
  const after = formatKilobyte(network);
  assert.notEqual(before.slice(0, 3), after.slice(0, 3));
  assert.equal(before.slice(3), after.slice(3));
});

test('a digit whose weights are all 0 is a digit of a kilobyte', () => {
  const network = kilobyte();
  network.kernel.fill(0, 784 * 4, 784 * 5);
  const again = parseKilobyte(formatKilobyte(network), 'directions');
  assert.ok(again.kernel.every((weight, i) => weight === network.kernel[i]));
});

test('a network whose weights are not a sign times a scale is no kilobyte', () => {
  const changes = [
    (network) => network.kernel.fill(0.5, 5000, 5001),
    (network) => network.kernel.fill(0, 5000, 5001),
    (network) => network.kernel.fill(0.1, 0, 784), // no scale of half precision
    (network) => network.bias.fill(0.1),
    (network) => network.bias.fill(Number.NaN),
  ];
  for (const change of changes) {
    const network = kilobyte();
    change(network);
    assert.equal(formatKilobyte(network), null);
  }
});

test('a broken text says what is wrong with it', () => {
  const text = formatKilobyte(kilobyte());
  const cases = [
    ['', 'is cut off: it has 0 characters, not 1,530'],
    [text.slice(0, 900), 'is cut off: it has 900 characters, not 1,530'],
    [`${text}A`, 'is too long: it has 1,531 characters, not 1,530'],
    [text.toLowerCase(), 'was changed on its way: it has characters that no network has'],
    [`::${text.slice(2)}`, 'was changed on its way: it has characters that no network has'],
    [`${text.slice(0, -1)}ü`, 'was changed on its way: it has characters that no network has'],
    [withScale(text, [0x00, 0x7c]), 'has scales or biases that no network has'], // infinite
    [withScale(text, [0x00, 0x7e]), 'has scales or biases that no network has'], // no number
    [withScale(text, [0x00, 0xbc]), 'has scales or biases that no network has'], // below 0
  ];
  for (const [broken, message] of cases) {
    assert.throws(() => parseKilobyte(broken, 'directions'), { name: 'Error', message });
    assert.throws(() => parseKilobyte(broken, 'directions'), KilobyteError);
  }
});

/** The text with other bytes in place of the first scale. */
function withScale(text, [low, high]) {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:';
  const two = 256 * low + high;
  const three = [Math.floor(two / 1681), Math.floor(two / 41) % 41, two % 41].map((digit) => letters[digit]).join('');
  return text.slice(0, 1470) + three + text.slice(1473);
}
