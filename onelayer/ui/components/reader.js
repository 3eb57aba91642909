/** What the page reads: one network and the drawing on the Draw tab's pad, again whenever one of them changes. */

import { drawImage, shrinkPad } from '../../browser/drawing.js';
import { prepareInputs } from '../../browser/inputs.js';
import { parseNetwork, read } from '../../browser/network.js';
import { remember } from '../../browser/remember.js';
import { judge, parsePrototypes } from '../../browser/verdict.js';
import { collection } from './collection.js';
import { decodeBytes } from './decoding.js';
import { beforeNextFrame } from './frame.js';
import { padOf } from './pads.js';

/** @import { Network, Reading } from '../../browser/network.js' */
/** @import { Prototypes, Verdict } from '../../browser/verdict.js' */
/** @import { LabelledDrawing } from './collection.js' */
/** @import { Content } from './ink.js' */

/**
 * @typedef {object} Shown  a reading with all that explains it
 * @property {number} number  of the pad's change that was read
 * @property {string} key  of the network
 * @property {Network} network
 * @property {Network} article  the article's
 * @property {Prototypes} prototypes
 * @property {Reading} reading
 * @property {Verdict} verdict
 * @property {Uint8Array} shrunk  the pad as it is, 784 bytes
 * @property {number} digit  the one to explain
 * @property {number} other  the one to compare it with
 * @property {{reading: Reading, verdict: Verdict} | null} second  what another network reads of the same, where one is compared
 *
 * @typedef {{key: string, name: string}} Named  a network that can be chosen, and what the visitor calls it
 */

/** @typedef {{image: Uint8Array, shrunk: Uint8Array}} Images */

/** Chosen by the reading itself: the answer, or the runner-up. */
export const CHOSEN_BY_READING = -1;

const ARTICLE = 'article';
const MOST_PROTOTYPES = 100; // of the visitor's drawings, the latest
const FETCH_LIMIT = 8000; // ms for a file
const FETCH_TRIES = 4;
const pad = padOf('pad');

class Reader {
  /** @type {Map<string, Network>} */
  networks = new Map();
  key = '';
  name = ''; // of the network that reads, as the visitor calls it
  /** @type {Prototypes | null} */
  prototypes = null;
  digit = CHOSEN_BY_READING;
  other = CHOSEN_BY_READING;
  /** @type {readonly Named[]} */
  choices = [];
  /** @type {readonly string[]} */
  shipped = []; // the keys of the networks that ship
  compared = ''; // the key of the network that reads beside it; empty for none
  /** @type {unknown} */
  drawing = null; // which one was read last
  problem = ''; // what could not be loaded, in a sentence
  /** @type {Images | null} */
  images = null; // of what is on the pad; null where there is no more ink than a dot
  /** @type {Shown | null} */
  shown = null; // null while there is nothing to read, or nobody to read it
  /** @type {((shown: Shown | null) => void)[]} */
  listeners = [];

  constructor() {
    pad.onChange(this.update);
    collection.onChange(() => beforeNextFrame(this.update));
  }

  /**
   * Hear of every reading, in the frame that shows the ink it is of, and of the present one at once.
   * @param {(shown: Shown | null) => void} listener
   */
  onReading(listener) {
    this.listeners.push(listener);
    listener(this.shown);
  }

  /** The network that reads, if the page has it already. */
  get network() {
    return this.networks.get(this.key) ?? null;
  }

  /**
   * Take up what came of a file: the visitor's networks change, those that ship do not.
   * @param {string} key
   * @param {Network} network
   */
  add(key, network) {
    this.networks.set(key, network);
    beforeNextFrame(this.update);
  }

  /**
   * Let another network read.
   * @param {string} key
   * @param {string} name
   */
  choose(key, name) {
    this.key = key;
    this.name = name;
    beforeNextFrame(this.update);
  }

  /**
   * What there is to choose, now.
   * @param {readonly Named[]} choices
   */
  offer(choices) {
    this.choices = choices;
    beforeNextFrame(this.update);
  }

  /**
   * Let another network read beside the one that is chosen.
   * @param {string} key  empty for none
   */
  compare(key) {
    this.compared = key;
    beforeNextFrame(this.update);
  }

  /**
   * Explain other digits, or CHOSEN_BY_READING.
   * @param {number} digit
   * @param {number} other
   */
  explain(digit, other) {
    this.digit = digit;
    this.other = other;
    beforeNextFrame(this.update);
  }

  /**
   * Fetch the networks that ship and the prototypes, whose addresses these are.
   * @param {Record<string, string>} networks
   * @param {string} prototypes
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
    beforeNextFrame(this.update);
  }

  update = () => {
    this.images = imagesOf(pad.content);
    this.forgetExplained();
    this.shown = this.look();
    for (const listener of this.listeners) listener(this.shown);
  };

  /** What was chosen to be explained is of one drawing: the next one begins with its answer. */
  forgetExplained() {
    const { strokes, image, origin } = pad.content;
    const drawing = this.images && (image ?? strokes[0]);
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.digit = CHOSEN_BY_READING;
    this.other = origin?.against ?? CHOSEN_BY_READING;
  }

  /**
   * What a network reads on the pad; null while there is nothing to read.
   * @param {Network} network
   */
  readWith(network) {
    const { images, prototypes } = this;
    if (!images || !prototypes) return null;
    const reading = read(network, images.image);
    const ofVisitor = prototypesOf(reading.predictedDigit);
    return { reading, verdict: judge(reading, network.inputForm, prototypes, ofVisitor) };
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
    const other = [CHOSEN_BY_READING, digit].includes(this.other) ? suggested : this.other;
    const { shrunk } = images;
    const second = this.readSecond();
    return { number: pad.number, key, network, article, prototypes, reading, verdict, shrunk, digit, other, second };
  }

  /** What another network reads beside the one that is chosen. */
  readSecond() {
    const network = this.namesCompared() && this.networks.get(this.compared);
    return network ? this.readWith(network) : null;
  }

  /**
   * What the network that reads and the one beside it are called; null where there is none beside it.
   * @returns {[string, string] | null}
   */
  namesCompared() {
    const [one, other] = [this.key, this.compared].map((sought) => this.choices.find(({ key }) => key === sought));
    return one && other && one !== other ? [one.name, other.name] : null;
  }
}

export const reader = new Reader();

/** What the verdict knows a drawing by. */
const directionsOf = remember((/** @type {LabelledDrawing} */ { strokes }) =>
  prepareInputs(drawImage(strokes), 'directions'),
);

/**
 * The visitor's latest drawings of a digit: what looks like them is familiar.
 * @param {number} digit
 */
function prototypesOf(digit) {
  return collection.drawings
    .slice(-MOST_PROTOTYPES)
    .filter(({ label }) => label === digit)
    .map(directionsOf);
}

/**
 * The image of what is on a pad, and the pad plainly shrunk; null where there is no more ink than a dot.
 * @param {Content} content
 * @returns {Images | null}
 */
function imagesOf({ strokes, image }) {
  if (image !== null) {
    const bytes = decodeBytes(image);
    return { image: bytes, shrunk: bytes };
  }
  const drawn = drawImage(strokes);
  return drawn.some(Boolean) ? { image: drawn, shrunk: shrinkPad(strokes) } : null;
}

/**
 * The content of a file. One that does not come is asked for again: without it nothing is ever read.
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
