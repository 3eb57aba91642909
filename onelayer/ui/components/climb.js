/** The climb on this page: the results of the trained rungs, and the visitor's guesses. */

import { store } from '../../page/store/store.js';

/**
 * @typedef {object} Result
 * @property {string} rung
 * @property {string} network  the key of the run that trained it
 * @property {number} accuracy  on the test images, 0 to 1
 * @property {number} seconds
 *
 * @typedef {Record<string, number>} Guesses  the accuracy that the visitor expects, in percent, by the rung's key
 */

/**
 * Whether a guess is one: an accuracy in percent.
 * @param {unknown} guess
 * @returns {guess is number}
 */
export function isPercent(guess) {
  return typeof guess === 'number' && guess >= 0 && guess <= 100;
}

class Climb {
  /** @type {Map<string, Result>} */
  results = new Map();
  showsAll = false; // what we measured is shown for all rungs, not only for those that are guessed or trained
  /** @type {(() => void)[]} */
  listeners = [];

  constructor() {
    store.onChange((kind) => {
      if (kind === 'guesses') this.tell();
    });
  }

  /** @returns {Guesses} */
  get guesses() {
    return store.guesses;
  }

  /**
   * Calls a listener at every change, and once now.
   * @param {() => void} listener
   */
  onChange(listener) {
    this.listeners.push(listener);
    listener();
  }

  /** @param {readonly Result[]} results */
  setResults(results) {
    this.results = new Map(results.map((result) => [result.rung, result]));
    this.tell();
  }

  /**
   * Keeps a guess in this browser.
   * @param {string} rung
   * @param {number | null} percent  null for none
   */
  guess(rung, percent) {
    const { [rung]: _, ...others } = this.guesses;
    this.setGuesses(percent === null ? others : { ...others, [rung]: percent });
  }

  /** @param {Guesses} guesses */
  setGuesses(guesses) {
    store.setGuesses(guesses);
  }

  /** @param {boolean} showsAll */
  setShowsAll(showsAll) {
    this.showsAll = showsAll;
    this.tell();
  }

  /**
   * Whether to show what we measured for a rung. It would give away the answer before the visitor's guess.
   * @param {string} rung
   */
  showsMeasured(rung) {
    return this.showsAll || this.results.has(rung) || this.guesses[rung] !== undefined;
  }

  tell() {
    for (const listener of this.listeners) listener();
  }
}

export const climb = new Climb();
