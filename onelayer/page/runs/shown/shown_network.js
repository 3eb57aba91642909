/** The network that the views of the Retrain tab show: one of the visitor's runs, or one that ships. */

import { Listeners } from '../../dom/listeners.js';
import { BEST } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { numberInKey } from '../../store/things.js';

class ShownNetwork {
  key = BEST;
  /** @type {Listeners} */
  #changes = new Listeners();
  /** Calls a listener when another network is shown, and once now. */
  onChange = this.#changes.follow;

  constructor() {
    store.onChange(['runs'], () => {
      const number = numberInKey(this.key);
      if (number !== null && !store.run(number)) this.show(BEST);
    });
  }

  /**
   * Shows another network.
   * @param {string} key
   */
  show(key) {
    this.key = key;
    this.#changes.tell();
  }
}

export const shown = new ShownNetwork();
