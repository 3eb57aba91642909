import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { drawImage } from './drawing.js';
import { prepareInputs } from './inputs.js';
import { judge, parsePrototypes, sentenceOf } from './verdict.js';

const { buffer, byteOffset, byteLength } = readFileSync(
  new URL('../../../assets/prototypes.safetensors', import.meta.url),
);
const TORN = [0.5, 0.45, 0.05, 0, 0, 0, 0, 0, 0, 0];
const prototypes = parsePrototypes(buffer.slice(byteOffset, byteOffset + byteLength));

test('what looks like a drawing of the visitor is familiar', () => {
  const written = (/** @type {number} */ side) =>
    drawImage([
      [
        [0.1, 0.1],
        [0.9, side],
        [0.1, 0.9],
        [0.9, 0.9],
      ],
    ]);
  const image = written(0.1); // a 1 that nobody else writes
  const inputs = prepareInputs(image, 'directions');
  const probabilities = Array.from({ length: 10 }, (_, digit) => Number(digit === 1));
  const reading = { image, inputs, logits: probabilities, probabilities, predictedDigit: 1, runnerUp: 0 };
  const isFamiliar = (/** @type {Float64Array[]} */ drawings) =>
    judge(reading, 'directions', prototypes, drawings).isFamiliar;
  assert.ok(!isFamiliar([]));
  assert.ok(isFamiliar([prepareInputs(written(0.12), 'directions')]));
  assert.ok(
    !isFamiliar([
      prepareInputs(
        drawImage([
          [
            [0.5, 0.1],
            [0.5, 0.9],
          ],
        ]),
        'directions',
      ),
    ]),
  );
});

test('without prototypes close probabilities and two digits are not sure, and every drawing is familiar', () => {
  const image = drawImage([
    [
      [0.2, 0.2],
      [0.8, 0.3],
      [0.4, 0.9],
    ],
  ]);
  const inputs = prepareInputs(image, 'scaled');
  const verdictOn = (/** @type {number[]} */ probabilities) => {
    const reading = { image, inputs, logits: probabilities, probabilities, predictedDigit: 0, runnerUp: 1 };
    const verdict = judge(reading, 'scaled', null);
    return [verdict.isSure, verdict.isFamiliar, sentenceOf({ reading, verdict })];
  };
  assert.deepEqual(verdictOn(TORN), [false, true, 'Not sure: 0 or 1']);
  assert.deepEqual(verdictOn([0.97, 0.03, 0, 0, 0, 0, 0, 0, 0, 0]), [true, true, '97.0 % sure']);
});
