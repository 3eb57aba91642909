import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { drawImage } from './drawing.js';
import { prepareInputs } from './inputs.js';
import { judge, parsePrototypes } from './verdict.js';

const { buffer, byteOffset, byteLength } = readFileSync(
  new URL('../../../assets/prototypes.safetensors', import.meta.url),
);
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
