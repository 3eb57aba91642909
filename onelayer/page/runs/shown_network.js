/** The network that the views of the Retrain tab show: one of the visitor's runs, or one that ships. */

import { store } from '../store/store.js';
import { numberInKey } from '../store/things.js';

const FIRST = 'directions';

class ShownNetwork {
  key = FIRST;
  /** @type {Set<(key: string) => void>} */
  listeners = new Set();

  constructor() {
    store.onChange((kind) => {
      const number = numberInKey(this.key);
      if (kind === 'runs' && number !== null && !store.run(number)) this.show(FIRST);
    });
  }

  /**
   * Shows another network.
   * @param {string} key
   */
  show(key) {
    this.key = key;
    for (const listener of this.listeners) listener(key);
  }

  /**
   * Calls a listener when another network is shown, and with the present one now.
   * @param {(key: string) => void} listener
   */
  onChange(listener) {
    this.listeners.add(listener);
    listener(this.key);
  }
}

export const shown = new ShownNetwork();
