/** How well networks read the test digits when they are rounded. The server is asked at most once for each rounding. */

import { isSameRounding, keyOfRounding, roundingOf, roundNetwork } from '../reading/rounding.js';
import { inspect, inspectNetwork, isInTraining } from './inspections.js';

/** @import { Network } from '../reading/network.js' */
/** @import { Rounding } from '../reading/rounding.js' */

export class RoundedAccuracies {
  /** @type {WeakMap<Network, Map<string, number>>} */
  #known = new WeakMap();

  /**
   * The accuracy of a network that is rounded, 0 to 1; null if it was not measured.
   * @param {Network} network  before it is rounded
   * @param {Rounding} rounding
   */
  known(network, rounding) {
    return this.#known.get(network)?.get(keyOfRounding(rounding)) ?? null;
  }

  /**
   * Whether the network with a key can be measured: while a run goes on, each of its snapshots is another network.
   * @param {string} key
   */
  canMeasure(key) {
    return !isInTraining(key);
  }

  /**
   * Measures a rounded network. Rejects with a FunctionError if the server refuses.
   * @param {string} key  of the network
   * @param {Network} network  before it is rounded
   * @param {Rounding} rounding
   */
  async measure(key, network, rounding) {
    const isAsTrained = isSameRounding(roundingOf(network.recipe), rounding);
    const accuracy = isAsTrained ? (await inspect(key)).test.accuracy : await measureRounded(network, rounding);
    const all = this.#known.get(network) ?? new Map();
    this.#known.set(network, all.set(keyOfRounding(rounding), accuracy));
  }
}

/**
 * @param {Network} network
 * @param {Rounding} rounding
 * @returns {Promise<number>}
 */
async function measureRounded(network, rounding) {
  const recipe = { ...rounding }; // the rest of the recipe says nothing of how the network is rounded
  return (await inspectNetwork({ ...roundNetwork(network, rounding), recipe })).test.accuracy;
}
