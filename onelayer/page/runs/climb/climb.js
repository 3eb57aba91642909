/** The climb on this page: the results of the trained rungs, and the visitor's guesses. */

import { Listeners } from '../../dom/listeners.js';
import { store } from '../../store/store.js';
import { resultsOf } from './rungs.js';

/** @import { Rung, Tested } from './rungs.js' */

/** @typedef {Record<string, number>} Guesses  the accuracy that the visitor expects, in percent, by the rung's key */

/**
 * Whether a guess is one: an accuracy in percent.
 * @param {unknown} guess
 * @returns {guess is number}
 */
export function isPercent(guess) {
  return typeof guess === 'number' && guess >= 0 && guess <= 100;
}

class Climb {
  /** @type {readonly Rung[]} */
  rungs = []; // none until the tab is opened
  /** @type {Map<string, Tested>} */
  results = new Map(); // the runs of the trained rungs, by the rung's key
  showsAll = false; // what we measured is shown for all rungs, not only for those that are guessed or trained
  /** @type {Listeners} */
  #changes = new Listeners();
  /** Calls a listener at every change, and once now. */
  onChange = this.#changes.follow;

  constructor() {
    store.onChange(['guesses'], this.#changes.tell);
    store.onChange(['runs'], () => this.setRungs(this.rungs));
  }

  /** @param {readonly Rung[]} rungs */
  setRungs(rungs) {
    this.rungs = rungs;
    this.results = resultsOf(rungs, store.runs);
    this.#changes.tell();
  }

  /**
   * Keeps a guess in this browser.
   * @param {string} rung
   * @param {number | null} percent  null for none
   */
  guess(rung, percent) {
    const { [rung]: _, ...others } = store.guesses;
    store.set('guesses', percent === null ? others : { ...others, [rung]: percent });
  }

  /** @param {boolean} showsAll */
  setShowsAll(showsAll) {
    this.showsAll = showsAll;
    this.#changes.tell();
  }

  /**
   * Whether to show what we measured for a rung. It would give away the answer before the visitor's guess.
   * @param {string} rung
   */
  showsMeasured(rung) {
    return this.showsAll || this.results.has(rung) || store.guesses[rung] !== undefined;
  }
}

export const climb = new Climb();
