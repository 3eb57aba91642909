/**
 * The page's reading road, for tests in Python: a line of JSON in, a line of JSON out. The first line names the files of
 * the networks and of the prototypes; each line after it is a drawing or an image to be read by all of them, or asks for
 * a network's file, as it is or rounded.
 */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { drawImage } from '../../onelayer/page/reading/drawing.js';
import { pixelEvidence } from '../../onelayer/page/reading/evidence.js';
import { prepareInputs } from '../../onelayer/page/reading/inputs.js';
import { formatNetwork, parseNetwork, read, weightsOf } from '../../onelayer/page/reading/network.js';
import { roundNetwork } from '../../onelayer/page/reading/rounding.js';
import { areTwoDigits } from '../../onelayer/page/reading/two_digits.js';
import { judge, parsePrototypes } from '../../onelayer/page/reading/verdict.js';

/** @import { Network } from '../../onelayer/page/reading/network.js' */
/** @import { Prototypes } from '../../onelayer/page/reading/verdict.js' */

/** @type {Network[]} */
let networks = [];
/** @type {Prototypes} */
let prototypes;

/** @param {string} path */
function bytesOf(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
}

/** @param {ArrayBufferView} numbers */
function encode(numbers) {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/**
 * @param {Network} network
 * @param {Uint8Array} image
 * @param {Float32Array} directions  its edge directions, which a verdict is made by: the same for all networks
 */
function readWith(network, image, directions) {
  const reading = read(network, image);
  const verdict = judge({ ...reading, inputs: directions }, 'directions', prototypes);
  const digit = reading.predictedDigit;
  const evidence = pixelEvidence(reading, weightsOf(network, digit), network.inputForm);
  const sum = evidence.reduce((total, value) => total + value, 0) + network.bias[digit];
  return {
    logits: reading.logits,
    probabilities: reading.probabilities,
    digits: verdict.digits,
    isFamiliar: verdict.isFamiliar,
    evidenceError: Math.abs(sum - reading.logits[digit]) / Math.max(1, Math.abs(reading.logits[digit])),
  };
}

/**
 * @param {Uint8Array} image
 * @param {[number, number]} of  the network's number, and the digit
 */
function evidenceOf(image, [number, digit]) {
  const network = networks[number];
  return pixelEvidence(read(network, image), weightsOf(network, digit), network.inputForm);
}

/** @param {Uint8Array} image */
function readingsOf(image) {
  const directions = Float32Array.from(prepareInputs(image, 'directions'));
  return {
    image: encode(image),
    upright: encode(Float32Array.from(prepareInputs(image, 'upright'))),
    directions: encode(directions),
    readings: networks.map((network) => readWith(network, image, directions)),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  /** @type {object} */
  let answer = {};
  if (task.networks) {
    networks = task.networks.map((/** @type {string} */ path) => parseNetwork(bytesOf(path)));
    prototypes = parsePrototypes(bytesOf(task.prototypes));
  } else if (task.file !== undefined) {
    const network = networks[task.file];
    const written = task.rounding ? { ...roundNetwork(network, task.rounding), recipe: task.rounding } : network;
    answer = { file: encode(new Uint8Array(formatNetwork(written, task.accuracies))) };
  } else {
    const image = task.strokes ? drawImage(task.strokes) : Uint8Array.from(Buffer.from(task.image, 'base64'));
    answer = task.evidence ? { evidence: encode(evidenceOf(image, task.evidence)) } : readingsOf(image);
    if (task.strokes) answer = { ...answer, areTwo: areTwoDigits(task.strokes) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
