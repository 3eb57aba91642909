/** Reads the drawing on the Draw tab's pad with the chosen network, again whenever one of them changes. */

import { decodeBytes } from '../dom/decoding.js';
import { beforeNextFrame } from '../dom/frame.js';
import { Listeners } from '../dom/listeners.js';
import { drawImage, shrinkPad } from '../reading/drawing.js';
import { prepareInputs } from '../reading/inputs.js';
import { parseNetwork, read } from '../reading/network.js';
import { remember } from '../reading/remember.js';
import { judge, parsePrototypes } from '../reading/verdict.js';
import { collection } from './collection.js';
import { padOf } from './pads.js';

/** @import { Network, Reading } from '../reading/network.js' */
/** @import { Prototypes, Verdict } from '../reading/verdict.js' */
/** @import { LabelledDrawing } from './collection.js' */
/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

/**
 * @typedef {object} Explained  a reading with everything that is needed to explain it
 * @property {Network} network
 * @property {Prototypes} prototypes
 * @property {Reading} reading
 * @property {Verdict} verdict
 * @property {number} digit  the digit to explain
 * @property {number} other  the digit to compare it with
 *
 * @typedef {object} ShownDrawing  what the Draw tab shows besides
 * @property {string} key  of the network
 * @property {Network} article  the article's network
 * @property {Uint8Array} shrunk  the pad shrunk to 28 × 28, 784 bytes
 * @property {{reading: Reading, verdict: Verdict} | null} second  the second network's reading, if one is compared
 *
 * @typedef {Explained & ShownDrawing} Shown
 *
 * @typedef {{key: string, name: string}} Named  a network that can be chosen; name: for the visitor
 */

/** @typedef {{image: Uint8Array, shrunk: Uint8Array}} Images */

/** In place of a digit: the predicted digit, or the runner-up. */
export const CHOSEN_BY_READING = -1;

const ARTICLE = 'article';
export const BEST = 'more-hands'; // the best network that ships
const HAND = 'hand'; // the network that a lesson taught
const MOST_PROTOTYPES = 100; // the visitor's latest drawings, which the verdict compares with
const FETCH_LIMIT = 8000; // ms for a file
const FETCH_TRIES = 4;
const pad = padOf('pad');

class Reader {
  /** @type {Map<string, Network>} */
  networks = new Map();
  key = ''; // of the network that reads
  compared = ''; // of a second network, whose reading is shown beside that of the first; empty for none
  /** @type {Prototypes | null} */
  prototypes = null;
  digit = CHOSEN_BY_READING; // to explain
  other = CHOSEN_BY_READING; // to compare it with
  /** @type {readonly Named[]} */
  choices = []; // the networks that can be chosen
  /** @type {readonly string[]} */
  shipped = []; // the keys of the networks that ship
  /** @type {unknown} */
  drawing = null; // identifies the drawing that was read last: its first stroke or its image
  problem = ''; // a sentence that says what could not be loaded
  /** @type {Images | null} */
  images = null; // of the pad's content; null if there is no more ink than a dot
  /** @type {Shown | null} */
  shown = null; // null if there is nothing to read, or no network
  /** @type {Listeners<Shown | null>} */
  #readings = new Listeners();
  isLoaded = () => {};
  /** Settled when the networks that ship are there, or cannot be loaded. */
  loaded = new Promise((resolve) => {
    this.isLoaded = () => resolve(null);
  });

  constructor() {
    pad.onChange(this.update);
    collection.onChange(() => beforeNextFrame(this.update));
  }

  /**
   * Calls a listener with every reading, in the frame that shows its ink, and with the present one now.
   * @param {(shown: Shown | null) => void} listener
   */
  onReading(listener) {
    this.#readings.follow(listener, this.shown);
  }

  /** The name of the chosen network, for the visitor. */
  get name() {
    return this.nameOf(this.key);
  }

  /** The chosen network; null if the page does not have it yet. */
  get network() {
    return this.networks.get(this.key) ?? null;
  }

  /**
   * Adds a network, or replaces the one with its key.
   * @param {string} key
   * @param {Network} network
   */
  add(key, network) {
    this.networks.set(key, network);
    beforeNextFrame(this.update);
  }

  /**
   * Sets what a visitor chooses, or may choose, and reads again.
   * @param {Partial<Pick<Reader, 'key' | 'compared' | 'choices' | 'digit' | 'other'>>} chosen
   */
  set(chosen) {
    Object.assign(this, chosen);
    beforeNextFrame(this.update);
  }

  /**
   * The name of a network that can be chosen, for the visitor; if it is gone, the key.
   * @param {string} key
   */
  nameOf(key) {
    return this.choices.find((choice) => choice.key === key)?.name ?? key;
  }

  /**
   * Fetches the networks that ship, and the prototypes.
   * @param {Record<string, string>} networks  the address of each, by key
   * @param {string} prototypes  their address
   */
  async load(networks, prototypes) {
    this.shipped = Object.keys(networks);
    try {
      const files = Object.entries(networks).map(async ([key, address]) =>
        this.add(key, parseNetwork(await fetchBytes(address))),
      );
      this.prototypes = parsePrototypes(await fetchBytes(prototypes));
      await Promise.all(files);
    } catch (error) {
      console.error(error);
      this.problem = 'The networks could not be loaded. Reload the page to try again.';
    }
    this.isLoaded();
    beforeNextFrame(this.update);
  }

  update = () => {
    this.images = imagesOf(pad.content);
    this.forgetExplained();
    this.shown = this.look();
    this.#readings.tell(this.shown);
  };

  /** Resets the digits to explain when a new drawing begins. */
  forgetExplained() {
    const { strokes, image, origin } = pad.content;
    const drawing = this.images && (image === null ? strokes[0] : (origin ?? image));
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.digit = CHOSEN_BY_READING;
    this.other = origin?.against ?? CHOSEN_BY_READING;
  }

  /**
   * Reads the pad with a network; null if there is nothing to read.
   * @param {Network} network
   */
  readWith(network) {
    return this.images && this.#read(network, this.images.image, pad.content.strokes);
  }

  /**
   * Reads strokes that are not on the Draw tab's pad: with Your hand, or before a lesson with the best network that
   * ships. Returns null if no network is there yet.
   * @param {Point[][]} strokes
   */
  readStrokes(strokes) {
    const network = this.networks.get(HAND) ?? this.networks.get(BEST);
    return network ? this.#read(network, drawImage(strokes), strokes) : null;
  }

  /**
   * @param {Network} network
   * @param {Uint8Array} image
   * @param {Point[][]} strokes  of the image, if it was drawn
   */
  #read(network, image, strokes) {
    if (!this.prototypes) return null;
    const reading = read(network, image);
    const ofVisitor = prototypesOf(reading.predictedDigit);
    return { reading, verdict: judge(reading, network.inputForm, this.prototypes, ofVisitor, strokes) };
  }

  /** @returns {Shown | null} */
  look() {
    const { images, key, network, prototypes } = this;
    const article = this.networks.get(ARTICLE);
    const read = network && this.readWith(network);
    if (!images || !network || !article || !prototypes || !read) return null;
    const { reading, verdict } = read;
    const digit = this.digit === CHOSEN_BY_READING ? reading.predictedDigit : this.digit;
    const suggested = digit === reading.predictedDigit ? reading.runnerUp : reading.predictedDigit;
    // No digit is compared with itself: the comparison goes back to the suggestion until another one is explained.
    const other = [CHOSEN_BY_READING, digit].includes(this.other) ? suggested : this.other;
    const { shrunk } = images;
    const second = this.readSecond();
    return { key, network, article, prototypes, reading, verdict, shrunk, digit, other, second };
  }

  /** Reads the pad with the second network; null if there is none, or nothing to read. */
  readSecond() {
    const network = this.namesCompared() && this.networks.get(this.compared);
    return network ? this.readWith(network) : null;
  }

  /**
   * Returns the names of the two networks; null if there is no second one.
   * @returns {[string, string] | null}
   */
  namesCompared() {
    const [one, other] = [this.key, this.compared].map((sought) => this.choices.find(({ key }) => key === sought));
    return one && other && one !== other ? [one.name, other.name] : null;
  }
}

export const reader = new Reader();

/** The edge directions of a drawing, with which the verdict compares. */
const directionsOf = remember((/** @type {LabelledDrawing} */ { strokes }) =>
  prepareInputs(drawImage(strokes), 'directions'),
);

/**
 * Returns the edge directions of the visitor's latest drawings of a digit: a drawing that looks like one is familiar.
 * @param {number} digit
 */
function prototypesOf(digit) {
  return collection.drawings
    .slice(-MOST_PROTOTYPES)
    .filter(({ label }) => label === digit)
    .map(directionsOf);
}

/**
 * Makes the image of a pad's content, and the pad simply shrunk to 28 × 28; null if there is no more ink than a dot.
 * @param {Content} content
 * @returns {Images | null}
 */
function imagesOf({ strokes, image }) {
  if (image !== null) {
    const bytes = decodeBytes(image);
    return bytes.some(Boolean) ? { image: bytes, shrunk: bytes } : null;
  }
  const drawn = drawImage(strokes);
  return drawn.some(Boolean) ? { image: drawn, shrunk: shrinkPad(strokes) } : null;
}

/**
 * Fetches the content of a file. If that fails it tries again, because without the file nothing can be read.
 * @param {string} address
 */
async function fetchBytes(address, tries = FETCH_TRIES) {
  try {
    const response = await fetch(new URL(address, document.baseURI), { signal: AbortSignal.timeout(FETCH_LIMIT) });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    if (tries <= 1) throw error;
    return fetchBytes(address, tries - 1);
  }
}
