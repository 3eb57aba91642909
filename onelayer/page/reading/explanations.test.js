import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { explainChange } from './change.js';
import { explainContrast, explainEvidence } from './evidence.js';
import { showFormula } from './formula.js';
import { INPUT_NAMES } from './inputs.js';
import { parseNetwork, read } from './network.js';
import { showPipeline } from './pipeline.js';
import { parsePrototypes } from './verdict.js';

const shipped = (name) => {
  const { buffer, byteOffset, byteLength } = readFileSync(
    new URL(`../../../assets/${name}.safetensors`, import.meta.url),
  );
  return buffer.slice(byteOffset, byteOffset + byteLength);
};
const [moreHands, upright, article] = ['more-hands', 'upright', 'article'].map((name) => parseNetwork(shipped(name)));
const prototypes = parsePrototypes(shipped('prototypes'));
const image = new Uint8Array(784);
for (let row = 5; row < 23; row++) image.fill(255, 28 * row + 13, 28 * row + 16);
const amountOf = (text) => Number(text.replace('−', '-').replace(/[,%]|px/g, ''));

for (const network of [moreHands, upright, article]) {
  const reading = read(network, image);
  const { inputForm } = network;

  test(`every reason has pictures with words and a sum, of ${INPUT_NAMES[inputForm]}`, () => {
    const reasons = [
      explainEvidence(network, reading, 7),
      explainContrast(network, reading, 7, 9),
      explainChange(network, reading, 7, 9, prototypes),
    ];
    for (const { pictures, terms, sentence } of reasons) {
      for (const { text, values } of pictures) {
        assert.ok(text.length > 10);
        assert.ok(values.every((value) => Math.abs(value) <= 1.0001));
      }
      assert.equal(terms.at(-1)?.kind, 'total');
      assert.match(sentence, /7/);
    }
    for (const { terms } of reasons.slice(0, 2)) {
      const [most, least, bias, total] = terms.map(({ amount }) => amountOf(amount));
      assert.ok(Math.abs(most + least + bias - total) < (Math.abs(most) < 900 ? 0.03 : 3));
    }
  });

  test(`the pipeline has three stages, to ${INPUT_NAMES[inputForm]}`, () => {
    const stages = showPipeline(network, reading, image, article);
    assert.deepEqual(
      stages.map(({ caption }) => caption.split('\n')[0]),
      ['as drawn', 'centred', INPUT_NAMES[inputForm]],
    );
    assert.ok(stages.every(({ text }) => text.length > 10));
  });

  test(`the rows of the formula add up, of ${INPUT_NAMES[inputForm]}`, () => {
    const { rows, digit, sentences } = showFormula(network, reading);
    assert.equal(sentences.length, 5);
    rows.forEach(([sum, bias, logit], i) => {
      const rounding = Math.abs(reading.logits[i]) < 999 ? 0.006 : 0.6;
      assert.ok(Math.abs(amountOf(sum) + amountOf(bias) - amountOf(logit)) < 2 * rounding);
      assert.ok(Math.abs(amountOf(logit) - reading.logits[i]) < rounding);
    });
    assert.deepEqual(rows[digit].slice(3, 5), ['0.00', '1.0000']);
    assert.ok(sentences[4].includes(rows[digit][5]));
  });
}
