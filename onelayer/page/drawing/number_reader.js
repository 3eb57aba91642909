/** Reads the number on the Numbers tab's pad, with the network that reads on the Draw tab, whenever one of them changes. */

import { beforeNextFrame } from '../dom/frame.js';
import { Listeners } from '../dom/listeners.js';
import { onShown } from '../dom/shown.js';
import { RememberedInk } from '../reading/numbers/ink.js';
import { readNumber } from '../reading/numbers/number.js';
import { padOf } from './pads.js';
import { CHOSEN_BY_READING, reader } from './reader.js';

/** @import { Network } from '../reading/network.js' */
/** @import { NumberDigit, NumberReading, Weights } from '../reading/numbers/number.js' */
/** @import { Point } from './geometry.js' */
/** @import { Prototypes } from '../reading/verdict.js' */
/** @import { Explained } from './reader.js' */

/**
 * @typedef {object} ShownNumber
 * @property {NumberReading} number
 * @property {number} place  of the digit that is explained, from 0
 * @property {Explained} explained  that digit; the same object as long as nothing of it has changed
 */

export const NUMBER_PAD = 'number-pad';
const pad = padOf(NUMBER_PAD);

class NumberReader {
  /** @type {ShownNumber | null} */
  shown = null; // null if there is nothing to read, or no network
  place = 0; // of the digit that is explained
  digit = CHOSEN_BY_READING; // whose evidence is shown
  /** @type {Listeners<ShownNumber | null>} */
  #readings = new Listeners();
  /** @type {Weights | null} */
  weights = null; // of the terms; null until the page has them
  #ofPad = new RememberedInk();
  #ofDrawing = new RememberedInk();
  /** @type {HTMLElement | null} */
  element = null; // where the number is shown

  constructor() {
    pad.onChange(this.update);
    reader.onReading(this.update); // the network may be another one
  }

  /**
   * Sets the weights of the terms of an arc's score.
   * @param {Weights} weights
   */
  setWeights(weights) {
    this.weights = weights;
    beforeNextFrame(this.update);
  }

  /**
   * Reads only while an element is shown.
   * @param {HTMLElement} element
   */
  readWhileShown(element) {
    this.element = element;
    onShown(element, this.update);
  }

  /**
   * Calls a listener with every reading, in the frame that shows its ink, and with the present one now.
   * @param {(shown: ShownNumber | null) => void} listener
   */
  onReading(listener) {
    this.#readings.add(listener);
    listener(this.shown);
  }

  /**
   * Chooses the digit of the number that is explained.
   * @param {number} place  from 0
   */
  choose(place) {
    if (place === this.place) return;
    this.place = place;
    this.digit = CHOSEN_BY_READING;
    beforeNextFrame(this.update);
  }

  /**
   * Explains one of the ten probabilities of that digit.
   * @param {number} digit  or CHOSEN_BY_READING
   */
  explain(digit) {
    this.digit = digit;
    beforeNextFrame(this.update);
  }

  update = () => {
    if (!this.element?.offsetParent) return;
    this.shown = this.look();
    this.#readings.tell(this.shown);
  };

  /** @returns {ShownNumber | null} */
  look() {
    const { network, prototypes } = reader;
    const number = this.#read(pad.content.strokes, this.#ofPad, pad.isWriting);
    if (!network || !prototypes || !number) {
      this.place = 0;
      this.digit = CHOSEN_BY_READING;
      return null;
    }
    const place = Math.min(this.place, number.digits.length - 1);
    return { number, place, explained: this.explained(number.digits[place], network, prototypes) };
  }

  /**
   * Reads the strokes on the Draw tab's pad as a number; null if there is nothing to read, or no network.
   * @param {Point[][]} strokes
   */
  readDrawing(strokes) {
    return this.#read(strokes, this.#ofDrawing, false);
  }

  /**
   * @param {Point[][]} strokes
   * @param {RememberedInk} remembered
   * @param {boolean} isWriting  the last stroke is under the pen
   */
  #read(strokes, remembered, isWriting) {
    const { network, prototypes } = reader;
    const { weights } = this;
    if (!network || !prototypes || !weights) return null;
    return readNumber(strokes, { network, prototypes, weights, remembered, isWriting });
  }

  /**
   * What explains the chosen digit of the number.
   * @param {NumberDigit} chosen
   * @param {Network} network
   * @param {Prototypes} prototypes
   * @returns {Explained}
   */
  explained({ reading, verdict }, network, prototypes) {
    const digit = this.digit === CHOSEN_BY_READING ? reading.predictedDigit : this.digit;
    const other = digit === reading.predictedDigit ? reading.runnerUp : reading.predictedDigit;
    const before = this.shown?.explained;
    if (before?.reading === reading && before.network === network && before.digit === digit) return before;
    return { network, prototypes, reading, verdict, digit, other };
  }
}

export const numberReader = new NumberReader();
