/** How few?: the page’s one choice of bits and zeros. */

import { RoundedAccuracies } from './rounded_accuracies.js';
import { RoundedNetwork } from './rounded_network.js';

export const howFew = new RoundedNetwork(new RoundedAccuracies());
