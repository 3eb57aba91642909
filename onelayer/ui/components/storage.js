// @ts-check
/**
 * What this browser keeps for the visitor, as one text: `{"drawings": lines of the drawings file, "yours": the network
 * in base64, or null}`. The page writes it: the drawings at each change, the network when the server has given one.
 */

import { collection } from './collection.js';
import { formatDrawings, parseDrawings } from './drawing_lines.js';
import { formatCount } from './words.js';

/** @import { DrawingCollection, LabelledDrawing, Limits } from './collection.js' */

/**
 * @typedef {object} Stored
 * @property {LabelledDrawing[]} drawings
 * @property {string | null} yours
 * @property {number} skipped  how many drawings could not be read
 * @property {string | null} unreadable  why nothing of it could be read, if so
 */

/** @typedef {{sentence: string, isProblem: boolean}} Status  what the page says of it */

/**
 * What a text holds; it may be anybody's. `known` as in parseDrawings.
 * @param {string} text  empty for nothing
 * @param {readonly LabelledDrawing[]} [known]
 * @returns {Stored}
 */
export function parseStored(text, known) {
  const nothing = { drawings: [], yours: null, skipped: 0, unreadable: null };
  if (!text) return nothing;
  try {
    const { drawings, yours } = JSON.parse(text) ?? {};
    if (typeof drawings !== 'string') throw new Error('it has no drawings');
    if (typeof yours !== 'string' && yours !== null) throw new Error('its network is no text');
    return { ...parseDrawings(drawings, known), yours: yours || null, unreadable: null };
  } catch (error) {
    return { ...nothing, unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @param {readonly LabelledDrawing[]} drawings
 * @param {string | null} yours
 * @returns {string} empty for nothing
 */
export function formatStored(drawings, yours) {
  if (!drawings.length && !yours) return '';
  return JSON.stringify({ drawings: formatDrawings(drawings), yours });
}

/** A collection and the network called Yours, kept in the browser's storage. */
export class BrowserStorage {
  key = '';
  /** @type {string | null} */
  yours = null;
  /** @type {Status} */
  status = { sentence: '', isProblem: false };
  /** @type {Set<() => void>} */
  listeners = new Set();
  /** What there is now came from the storage, and need not go there. */
  isReading = false;

  /**
   * @param {DrawingCollection} collection
   * @param {() => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} area  which may throw
   */
  constructor(collection, area) {
    this.collection = collection;
    this.area = area;
    collection.onChange(() => {
      if (this.key && !this.isReading) this.write();
    });
  }

  /**
   * Hear when something else is to be said.
   * @param {() => void} listener
   */
  onStatus(listener) {
    this.listeners.add(listener);
  }

  /**
   * Take up what there is under a key; from now on it is written there. The second time it does nothing.
   * @param {string} key
   * @param {Limits} limits  of the collection
   */
  open(key, limits) {
    if (this.key) return;
    this.key = key;
    this.collection.limits = limits;
    const stored = this.take(this.read());
    if (stored.unreadable !== null) {
      this.say(`What this browser had kept cannot be read (${stored.unreadable}). It stays until you keep something.`);
    } else if (stored.drawings.length || stored.yours || stored.skipped) {
      this.say(`Back from this browser: ${this.contents()}.${describeSkipped(stored)}`);
    }
  }

  /**
   * What another page of this browser has written takes the place of what there is, if it can be read.
   * @param {string} text
   * @returns {boolean} whether the network is another now
   */
  follow(text) {
    if (this.status.isProblem) return false; // what is here is kept nowhere else
    const { yours } = this;
    const stored = this.take(text);
    this.say(
      stored.unreadable === null
        ? `As in another page of this browser: ${text ? this.contents() : 'nothing any more'}.${describeSkipped(stored)}`
        : `Another page of this browser keeps what cannot be read (${stored.unreadable}).`,
    );
    return this.yours !== yours;
  }

  /**
   * Keep another network.
   * @param {string} yours
   */
  keepNetwork(yours) {
    if (yours === this.yours) return;
    this.yours = yours;
    this.write();
  }

  /** Forget the drawings and the network, here and in the browser. */
  forget() {
    this.yours = null;
    this.collection.clear();
    this.say('Forgotten: your drawings, your network and your runs, here and in this browser.');
  }

  /**
   * What of it the server could not read, said after what is said already.
   * @param {string} problem
   */
  addProblem(problem) {
    this.say(`${this.status.sentence} ${problem}`.trim());
  }

  /**
   * @private
   * @param {string} text
   */
  take(text) {
    const stored = parseStored(text, this.collection.drawings);
    if (stored.unreadable !== null) return stored;
    this.isReading = true;
    this.collection.replace(stored.drawings);
    this.isReading = false;
    this.yours = stored.yours;
    return { ...stored, skipped: stored.skipped + stored.drawings.length - this.collection.drawings.length };
  }

  /** @private */
  read() {
    try {
      return this.area().getItem(this.key) ?? '';
    } catch {
      return ''; // said when there is something to keep
    }
  }

  /** @private */
  write() {
    const text = formatStored(this.collection.drawings, this.yours);
    try {
      if (text) this.area().setItem(this.key, text);
      else this.area().removeItem(this.key);
      this.say(text && `Kept in this browser, and nowhere else: ${this.contents()}.`);
    } catch (error) {
      if (text) this.say(describeFailure(error), true);
    }
  }

  /**
   * "3 drawings and your network"
   * @private
   */
  contents() {
    const count = this.collection.drawings.length;
    const drawings = formatCount(count, 'drawing');
    if (!this.yours) return drawings;
    return count ? `${drawings} and your network` : 'your network';
  }

  /**
   * @private
   * @param {string} sentence
   */
  say(sentence, isProblem = false) {
    this.status = { sentence, isProblem };
    for (const listener of this.listeners) listener();
  }
}

/** The visitor's, on this page. */
export const storage = new BrowserStorage(collection, () => localStorage);

/** @param {Stored} stored */
function describeSkipped({ skipped }) {
  return skipped ? ` ${formatCount(skipped, 'drawing')} could not be read.` : '';
}

/** @param {unknown} error */
function describeFailure(error) {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  const reason = isFull ? 'its storage is full' : 'it blocks storage';
  return `This browser does not keep your drawings and your network: ${reason}. They are here until you close the page: export them in the Handwriting tab.`;
}
