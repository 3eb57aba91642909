/** How few?: the page’s one choice of bits and zeros. */

import { isSameRounding, roundingOf, roundNetwork } from '../../reading/rounding.js';
import { inspect, inspectNetwork } from '../test_digits/inspections.js';
import { RoundedNetwork } from './rounded_network.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Rounding } from '../../reading/rounding.js' */

export const howFew = new RoundedNetwork(measure);

/**
 * The accuracy of a rounded network on the test digits, 0 to 1. Rejects with a FunctionError if the server refuses.
 * @param {string} key  of the network
 * @param {Network} network  before it is rounded
 * @param {Rounding} rounding
 */
async function measure(key, network, rounding) {
  if (isSameRounding(roundingOf(network.recipe), rounding)) return (await inspect(key)).test.accuracy;
  const recipe = { ...rounding }; // the rest of the recipe says nothing of how the network is rounded
  return (await inspectNetwork({ ...roundNetwork(network, rounding), recipe })).test.accuracy;
}
