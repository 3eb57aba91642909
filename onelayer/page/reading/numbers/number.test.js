import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseNetwork } from '../network.js';
import { parsePrototypes } from '../verdict.js';
import { RememberedInk } from './ink.js';
import { readNumber } from './number.js';

/** @import { Point, Stroke } from '../drawing.js' */

/** @param {string} name */
function bytesOf(name) {
  const { buffer, byteOffset, byteLength } = readFileSync(new URL(`../../../../assets/${name}`, import.meta.url));
  return /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
}

const means = {
  network: parseNetwork(bytesOf('more-hands.safetensors')),
  prototypes: parsePrototypes(bytesOf('prototypes.safetensors')),
  weights: JSON.parse(new TextDecoder().decode(bytesOf('numbers.json'))),
};

/**
 * @param {number} x
 * @returns {Stroke}
 */
function bar(x) {
  return Array.from({ length: 7 }, (_, i) => /** @type {Point} */ ([x, 0.2 + i / 10]));
}

test('bars side by side are a number of ones', () => {
  const reading = readNumber([bar(0.2), bar(0.6), bar(1.1)], means);
  assert.equal(reading?.text, '111');
  assert.ok(reading.isSure);
  assert.deepEqual(
    reading.digits.map(({ box }) => Math.round(10 * box.left)),
    [2, 6, 11],
  );
  const chosen = reading.considered().filter((arc) => arc.isChosen);
  assert.equal(chosen.length, 3);
  assert.ok(reading.considered().every((arc) => arc.isChosen || arc.lostBy));
});

test('no ink and dots are no number', () => {
  assert.equal(readNumber([], means), null);
  assert.equal(readNumber([[]], means), null);
  assert.equal(readNumber([[[0.5, 0.5]]], means), null);
});

test('ink that has not changed is not read again, and what is gone is forgotten', () => {
  const remembered = new RememberedInk();
  const strokes = [bar(0.2), bar(0.9), bar(1.6)];
  const before = readNumber(strokes, { ...means, remembered });
  strokes[2].push([1.7, 0.8]);
  const after = readNumber(strokes, { ...means, remembered });
  const same = before?.digits.map(({ reading }, i) => reading === after?.digits[i].reading);
  assert.deepEqual(same, [true, true, false]);
  const other = { ...means.network, bias: Float32Array.from(means.network.bias) };
  assert.notEqual(
    readNumber(strokes, { ...means, network: other, remembered })?.digits[0].reading,
    after?.digits[0].reading,
  );
});

test('a stroke under the pen is not split before the pen is lifted', () => {
  /** @type {Stroke} */
  const joined = [...bar(0.2)];
  for (let i = 1; i < 8; i++) joined.push([0.2 + i / 14, 0.8 - (0.6 * i) / 8]);
  joined.push(...bar(0.7));
  assert.equal(readNumber([joined], { ...means, isWriting: true })?.pieces.length, 1);
  assert.equal(readNumber([joined], means)?.text, '11');
});
