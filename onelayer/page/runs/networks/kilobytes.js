/** Makes kilobytes of networks, so that a link can take them along: each is made once, as long as the page is open. */

import { formatKilobyte } from '../../address/kilobyte_text.js';
import { decodeFloats } from '../../dom/decoding.js';
import { collection } from '../../drawing/collection.js';
import { reader } from '../../drawing/reader.js';
import { networkOfNumbers } from '../../reading/network.js';
import { HAND } from '../../store/things.js';
import { inspect, inspectNetwork, networkWith } from '../test_digits/inspections.js';
import { trainRun } from '../training/training.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Recipe } from '../../store/things.js' */
/** @import { Job } from '../training/job.js' */

/**
 * @typedef {object} Kilobyte
 * @property {string} text  for an address
 * @property {Network} network
 * @property {[before: number, after: number] | null} cost  accuracies on the test digits, 0 to 1; null if the network was a
 *   kilobyte already, or if they could not be measured
 */

const STOPPED = 'Stopped.';

/** @type {WeakMap<Network, Kilobyte>} */
const made = new WeakMap();

/**
 * Makes a network a kilobyte; the job says how far it is. Rejects with an Error whose message is a sentence, also if the
 * job was stopped.
 * @param {string} key  of the network
 * @param {Recipe} kilobyteOf  what is trained on a network to make it one
 * @param {Job} job
 * @param {AbortSignal} signal  of the job
 * @returns {Promise<Kilobyte>}
 */
export async function makeKilobyte(key, kilobyteOf, job, signal) {
  const network = networkWith(key);
  const text = formatKilobyte(network);
  if (text) return { text, network, cost: null };
  const kilobyte = made.get(network) ?? (await train(key, network, kilobyteOf, job, signal));
  made.set(network, kilobyte);
  return kilobyte;
}

/**
 * What it costs, in a sentence that goes on after another one; empty if nothing was made, or if that is not known.
 * @param {Kilobyte} kilobyte
 */
export function formatCost({ cost }) {
  if (!cost) return '';
  const [before, after] = cost.map((accuracy) => (100 * accuracy).toFixed(2));
  return ` Made a kilobyte: ${before} → ${after} % of MNIST’s test digits.`;
}

/**
 * @param {string} key
 * @param {Network} network
 * @param {Recipe} kilobyteOf
 * @param {Job} job
 * @param {AbortSignal} signal
 * @returns {Promise<Kilobyte>}
 */
async function train(key, network, kilobyteOf, job, signal) {
  const { inputForm } = network;
  const name = reader.nameOf(key);
  const sentence = `Making a kilobyte of ${name} …`;
  const before = inspect(key); // now: the network of a run that goes on is soon another one
  before.catch(() => {});
  job.say(sentence);
  const recipe = { ...kilobyteOf, input_form: inputForm };
  const { last, ending, problem } = await trainRun(recipe, {
    drawings: key === HAND ? collection.drawings : [],
    start: { name, network },
    isKept: false,
    onReport: ({ report, reports }) => job.say(sentence, report / reports),
    onWait: (wait) => job.tellWait(wait),
    signal,
  });
  if (ending !== 'trained' || !last?.network) throw new Error(problem || STOPPED);
  const rounded = { ...networkOfNumbers(decodeFloats(last.network), inputForm), recipe };
  const text = formatKilobyte(rounded);
  if (!text) throw new Error('The server gave a network that is no kilobyte. Reload the page, and try again.');
  try {
    const [was, is] = await Promise.all([before, inspectNetwork(rounded)]);
    return { text, network: rounded, cost: [was.test.accuracy, is.test.accuracy] };
  } catch (error) {
    console.info('Not measured:', error);
    return { text, network: rounded, cost: null };
  }
}
