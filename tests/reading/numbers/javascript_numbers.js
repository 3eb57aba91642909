/**
 * The page's reading of numbers, for tests in Python: a line of JSON in, a line of JSON out. The first line names the
 * files of the networks, of the prototypes and of the weights; each line after it is a number to be read by one of them,
 * at once or as it grows under the pen.
 */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseNetwork } from '../../../onelayer/page/reading/network.js';
import { RememberedInk } from '../../../onelayer/page/reading/numbers/ink.js';
import { readNumber } from '../../../onelayer/page/reading/numbers/number.js';
import { parsePrototypes } from '../../../onelayer/page/reading/verdict.js';

/** @import { Network } from '../../../onelayer/page/reading/network.js' */
/** @import { Means, NumberReading } from '../../../onelayer/page/reading/numbers/number.js' */
/** @import { Stroke } from '../../../onelayer/page/reading/drawing.js' */

/** @type {Network[]} */
let networks = [];
/** @type {Omit<Means, 'network'>} */
let means;

/** @param {string} path */
function bytesOf(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
}

/** @param {NumberReading | null} reading */
function answerOf(reading) {
  if (!reading) return { text: '' };
  return {
    ...reading,
    digits: reading.digits.map(({ digit, box, probabilities, isSure, verdict }) => ({
      digit,
      box,
      probabilities,
      isSure,
      verdict,
    })),
    strokes: reading.strokes.length,
    considered: reading.considered().map(({ arc, choices, isChosen, lostBy }) => ({ arc, choices, isChosen, lostBy })),
  };
}

/**
 * Reads a number again and again as it is drawn, with what is remembered of it.
 * @param {Stroke[]} strokes
 * @param {Means} with_
 */
function readGrowing(strokes, with_) {
  const remembered = new RememberedInk();
  /** @type {Stroke[]} */
  const drawn = [];
  for (const stroke of strokes) {
    /** @type {Stroke} */
    const growing = [];
    drawn.push(growing);
    for (const point of stroke) {
      growing.push(point);
      readNumber(drawn, { ...with_, remembered, isWriting: true });
    }
  }
  return readNumber(drawn, { ...with_, remembered });
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  /** @type {object} */
  let answer = {};
  if (task.networks) {
    networks = task.networks.map((/** @type {string} */ path) => parseNetwork(bytesOf(path)));
    means = {
      prototypes: parsePrototypes(bytesOf(task.prototypes)),
      weights: JSON.parse(readFileSync(task.weights, 'utf-8')),
    };
  } else {
    const all = { ...means, network: networks[task.network] };
    answer = answerOf(task.isGrowing ? readGrowing(task.strokes, all) : readNumber(task.strokes, all));
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
