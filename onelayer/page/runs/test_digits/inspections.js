/** What networks do with the test digits. The server is asked at most once for each network. */

import { decodeBytes, decodeFloats } from '../../dom/decoding.js';
import { reader } from '../../drawing/reader.js';
import { call, encodeNetwork } from '../../server/call.js';
import { store } from '../../store/store.js';
import { accuraciesOf, accuraciesOfHand, HAND, keyOfRun, numberInKey } from '../../store/things.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Inspection, Run } from '../../store/things.js' */

/** @type {WeakMap<Network, Promise<Inspection>>} */
const known = new WeakMap();
/** @type {WeakSet<Network>} */
const measured = new WeakSet(); // those of the runs that the server was asked to measure

/**
 * The network with a key. Rejects if the visitor has none with this key.
 * @param {string} key
 * @returns {Network}
 */
export function networkWith(key) {
  const network = reader.networks.get(key);
  if (!network) throw new Error('That network is gone. Choose another.');
  return network;
}

/**
 * What the network with a key does with the test digits. Rejects with a FunctionError if the server refuses.
 * @param {string} key  of a network that ships, of Your hand or of a run
 * @returns {Promise<Inspection>}
 */
export function inspect(key) {
  const network = networkWith(key);
  const asked = known.get(network) ?? ask(key, network);
  known.set(network, asked);
  asked.catch(() => known.delete(network));
  return asked;
}

/**
 * @param {string} key
 * @param {Network} network
 */
async function ask(key, network) {
  const number = numberInKey(key);
  const kept = number === null ? null : await store.readInspection(number);
  if (kept && store.run(number)?.network === network) return kept;
  const inspection = parse(await call('inspect', [fileWith(key)]));
  if (number !== null && store.run(number)?.network === network) store.keepInspection(number, inspection);
  return inspection;
}

/**
 * Lets the server measure the runs of which it is not known how many test digits they read, one after the other; each
 * network once.
 * @param {readonly Run[]} runs
 */
export async function measureRuns(runs) {
  await reader.loaded;
  for (const { number, network, test, ending } of runs) {
    if (test || ending === 'running' || measured.has(network)) continue;
    measured.add(network);
    try {
      await inspect(keyOfRun(number));
    } catch (error) {
      console.info('Not measured:', error);
    }
  }
}

/**
 * What a network does with the test digits that the visitor has not as a run. Rejects as `inspect` does.
 * @param {Network} network  with its recipe
 * @returns {Promise<Inspection>}
 */
export async function inspectNetwork(network) {
  return parse(await call('inspect', [encodeNetwork(network)]));
}

/**
 * A network as a function takes it: the key of one that ships, or the base64 of the file of another, with its recipe and
 * its accuracies.
 * @param {string} key
 */
export function fileWith(key) {
  if (reader.shipped.includes(key)) return key;
  const { hand } = store;
  const accuracies = key === HAND && hand ? accuraciesOfHand(hand) : accuraciesOf(store.run(numberInKey(key)));
  return encodeNetwork(networkWith(key), accuracies);
}

/** @param {{test: [number, number]} & Record<'labels' | 'predicted' | 'probability' | 'loss' | 'evidence', string>} answer */
function parse({ test: [loss, accuracy], ...arrays }) {
  return {
    test: { loss, accuracy },
    labels: decodeBytes(arrays.labels),
    predicted: decodeBytes(arrays.predicted),
    probability: decodeFloats(arrays.probability),
    loss: decodeFloats(arrays.loss),
    evidence: decodeFloats(arrays.evidence),
  };
}
