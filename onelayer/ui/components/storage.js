/**
 * What this browser keeps for the visitor, as texts under keys that begin with the storage's own:
 * - `one-layer`: `{"drawings": lines of the drawings file}`;
 * - `one-layer/kept`: `{"items": [{key, name, kept, written}], "reads": key of the network that reads}`;
 * - `one-layer/hand`, `one-layer/run-3`: the files of these items, in base64;
 * - `one-layer/settings`: those of the Retrain tab by name;
 * - `one-layer/guesses`: `{rung: percent}`, the accuracies that the visitor expects of the climb's rungs.
 * The page writes drawings and settings at each change, and the items when the server has given others.
 */

import { collection } from './collection.js';
import { formatDrawings, parseDrawings } from './drawing_lines.js';
import { formatCount } from './words.js';

/** @import { DrawingCollection, LabelledDrawing, Limits } from './collection.js' */

/**
 * @typedef {object} Stored
 * @property {LabelledDrawing[]} drawings
 * @property {number} skipped  how many drawings could not be read
 * @property {string | null} unreadable  why nothing of it could be read, if so
 */

/**
 * @typedef {object} Item  a run, or what a lesson taught
 * @property {string} key
 * @property {string} name
 * @property {boolean} kept  because the visitor asked for it
 * @property {string} file  in base64
 * @property {number} [written]  when the file was written, in ms; absent if it is not
 */

/** @typedef {Omit<Item, 'file'> & {file: string | null}} Offered  file: null for the one that there is */
/** @typedef {{sentence: string, isProblem: boolean}} Status  what the page says of it */

const HAND = 'hand';

/**
 * The drawings of a text; it may be anybody's. `known` as in parseDrawings.
 * @param {string} text  empty for nothing
 * @param {readonly LabelledDrawing[]} [known]
 * @returns {Stored}
 */
export function parseStored(text, known) {
  const nothing = { drawings: [], skipped: 0, unreadable: null };
  if (!text) return nothing;
  try {
    const { drawings } = JSON.parse(text) ?? {};
    if (typeof drawings !== 'string') throw new Error('it has no drawings');
    const { drawings: read, problems } = parseDrawings(drawings, known);
    return { drawings: read, skipped: problems.length, unreadable: null };
  } catch (error) {
    return { ...nothing, unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @param {readonly LabelledDrawing[]} drawings
 * @returns {string} empty for nothing
 */
export function formatStored(drawings) {
  return drawings.length ? JSON.stringify({ drawings: formatDrawings(drawings) }) : '';
}

/**
 * The items of a text, without their files; it may be anybody's, and what is none is left out.
 * @param {string} text  empty for nothing
 * @returns {{items: Omit<Item, 'file'>[], reads: string}}
 */
export function parseIndex(text) {
  try {
    const { items, reads } = JSON.parse(text);
    const isItem = (/** @type {any} */ item) => typeof item?.key === 'string' && typeof item.name === 'string';
    return { items: items.filter(isItem), reads: typeof reads === 'string' ? reads : '' };
  } catch {
    return { items: [], reads: '' };
  }
}

/** A collection, the items that the server gave, and settings, kept in the browser's storage. */
export class BrowserStorage {
  key = '';
  /** @type {Item[]} */
  items = [];
  reads = ''; // the key of the network that reads; empty for the one that reads at first
  /** @type {object | null} */
  settings = null; // as they were when the page opened
  /** @type {Record<string, number>} */
  guesses = {};
  /** @type {string} */
  defaultSettings = '';
  keepsSettings = false; // not before those that there are have been shown
  finishRestoring = () => {};
  /** Settled when what the browser had kept has been shown: what comes later goes over it. */
  restored = new Promise((resolve) => {
    this.finishRestoring = () => {
      this.keepsSettings = true;
      resolve(null);
    };
  });
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
      if (this.key && !this.isReading) this.writeDrawings();
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
   * @param {object} [defaultSettings]  those that need not be kept
   */
  open(key, limits, defaultSettings = {}) {
    if (this.key) return;
    this.key = key;
    this.collection.limits = limits;
    this.defaultSettings = JSON.stringify(defaultSettings);
    const stored = this.takeDrawings(this.read());
    this.takeItems();
    this.settings = parseSettings(this.read('/settings'));
    this.collection.setOwner(nameIn(this.settings));
    this.guesses = parseGuesses(this.read('/guesses'));
    if (stored.unreadable !== null) {
      this.say(`What this browser had kept cannot be read (${stored.unreadable}). It stays until you keep something.`);
    } else if (this.contents() || stored.skipped) {
      this.say(`Back from this browser: ${this.contents() || 'nothing'}.${describeSkipped(stored)}`);
    } else {
      this.say('');
    }
  }

  /**
   * What another page of this browser has written takes the place of what there is, if it can be read.
   * @param {string | null} key  where it has written; null for everywhere
   * @returns {boolean} whether the items are others now
   */
  follow(key) {
    if (this.status.isProblem) return false; // what is here is kept nowhere else
    const isAll = key === null;
    if (!isAll && key !== this.key && key !== `${this.key}/kept`) return false;
    const before = JSON.stringify(this.index());
    const stored = isAll || key === this.key ? this.takeDrawings(this.read()) : null;
    if (isAll || key !== this.key) this.takeItems();
    this.say(
      stored && stored.unreadable !== null
        ? `Another page of this browser keeps what cannot be read (${stored.unreadable}).`
        : `As in another page of this browser: ${this.contents() || 'nothing any more'}.${stored ? describeSkipped(stored) : ''}`,
    );
    return JSON.stringify(this.index()) !== before;
  }

  /**
   * Keep these items and no others, except what the server could not read.
   * @param {readonly Offered[]} offered
   * @param {readonly string[]} [unread]  their keys
   * @returns {boolean} whether a file is lacking
   */
  keepItems(offered, unread = []) {
    const known = new Map(this.items.map((item) => [item.key, item]));
    const stays = this.items.filter(({ key }) => unread.includes(key));
    const next = offered.map(({ file, ...item }) =>
      file === null ? { ...known.get(item.key), ...item } : { ...item, file },
    );
    const whole = /** @type {Item[]} */ (next.filter(({ file, key }) => file && !unread.includes(key)));
    this.replaceItems([...whole, ...stays]);
    return next.some(({ file }) => !file);
  }

  /**
   * Keep which network reads.
   * @param {string} key  empty for the one that reads at first
   */
  keepChoice(key) {
    if (key === this.reads) return;
    this.reads = key;
    this.writeIndex();
  }

  /**
   * Keep the settings of the Retrain tab.
   * @param {object} settings
   */
  keepSettings(settings) {
    if (!this.keepsSettings) return;
    this.collection.setOwner(nameIn(settings));
    const text = JSON.stringify(settings);
    this.write('/settings', text === this.defaultSettings ? '' : text);
  }

  /**
   * Keep what is expected of the climb's rungs.
   * @param {Record<string, number>} guesses
   */
  keepGuesses(guesses) {
    this.guesses = guesses;
    this.write('/guesses', Object.keys(guesses).length ? JSON.stringify(guesses) : '');
  }

  /** Forget all but the drawings, here and in the browser. */
  startOver() {
    this.reads = '';
    this.replaceItems([]);
    this.write('/settings', '');
    this.collection.setOwner('');
    this.keepGuesses({});
    const count = this.collection.drawings.length;
    this.say(
      `Forgotten: your runs, your hand and the settings. ${count ? `Your ${formatCount(count, 'drawing')} stay${count === 1 ? 's' : ''}.` : ''}`.trim(),
    );
  }

  /** Forget everything, here and in the browser. */
  forget() {
    this.startOver();
    this.collection.clear();
    this.say('Forgotten: your drawings, your runs, your hand and the settings, here and in this browser.');
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
  takeDrawings(text) {
    const stored = parseStored(text, this.collection.drawings);
    if (stored.unreadable !== null) return stored;
    this.isReading = true;
    this.collection.replace(stored.drawings);
    this.isReading = false;
    return { ...stored, skipped: stored.skipped + stored.drawings.length - this.collection.drawings.length };
  }

  /** @private */
  takeItems() {
    const { items, reads } = parseIndex(this.read('/kept'));
    this.items = items.map((item) => ({ ...item, file: this.read(`/${item.key}`) })).filter(({ file }) => file);
    this.reads = reads;
  }

  /**
   * @private
   * @param {Item[]} next
   */
  replaceItems(next) {
    const gone = this.items.filter(({ key }) => !next.some((item) => item.key === key));
    for (const { key } of gone) this.write(`/${key}`, '');
    this.items = next;
    /** @type {string[]} */
    const failed = [];
    let error;
    for (const item of next.filter(({ written }) => !written)) {
      const problem = this.write(`/${item.key}`, item.file);
      if (problem === null) item.written = Date.now();
      else failed.push(item.name);
      error = problem ?? error;
    }
    this.writeIndex();
    if (failed.length) this.say(`${failed.join(', ')} could not be kept: ${describeItemFailure(error)}`, true);
    else this.sayKept();
  }

  /** @private */
  index() {
    return this.items.filter(({ written }) => written).map(({ file, ...item }) => item);
  }

  /** @private */
  writeIndex() {
    const items = this.index();
    this.write('/kept', items.length || this.reads ? JSON.stringify({ items, reads: this.reads }) : '');
  }

  /** @private */
  writeDrawings() {
    const error = this.write('', formatStored(this.collection.drawings));
    if (error === null) this.sayKept();
    else if (this.collection.drawings.length) this.say(describeFailure(error), true);
  }

  /** @private */
  sayKept() {
    const contents = this.contents();
    this.say(contents && `Kept in this browser, and nowhere else: ${contents}.`);
  }

  /** @private */
  read(place = '') {
    try {
      return this.area().getItem(this.key + place) ?? '';
    } catch {
      return ''; // said when there is something to keep
    }
  }

  /**
   * @private
   * @param {string} place
   * @param {string} text  empty for nothing
   * @returns {unknown} the error, or null
   */
  write(place, text) {
    try {
      if (text) this.area().setItem(this.key + place, text);
      else this.area().removeItem(this.key + place);
      return null;
    } catch (error) {
      return error ?? new Error('no');
    }
  }

  /**
   * "3 drawings, your hand and 2 runs"
   * @private
   */
  contents() {
    const drawings = this.collection.drawings.length;
    const written = this.index();
    const runs = written.filter(({ key }) => key !== HAND).length;
    const parts = [
      drawings ? formatCount(drawings, 'drawing') : '',
      written.length > runs ? 'your hand' : '',
      runs ? formatCount(runs, 'run') : '',
    ].filter(Boolean);
    const last = parts.pop() ?? '';
    return parts.length ? `${parts.join(', ')} and ${last}` : last;
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

/**
 * @param {string} text
 * @returns {object | null}
 */
function parseSettings(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Returns the visitor's name in settings; empty if there is none.
 * @param {object | null} settings
 */
function nameIn(settings) {
  return settings && 'writer' in settings && typeof settings.writer === 'string' ? settings.writer : '';
}

/**
 * Whether a guess is one: an accuracy in percent.
 * @param {unknown} guess
 * @returns {guess is number}
 */
export function isPercent(guess) {
  return typeof guess === 'number' && guess >= 0 && guess <= 100;
}

/**
 * What can be read of guesses.
 * @param {string} text
 * @returns {Record<string, number>}
 */
function parseGuesses(text) {
  const pairs = Object.entries(parseSettings(text) ?? {});
  return Object.fromEntries(pairs.filter(([, percent]) => isPercent(percent)));
}

/** @param {Stored} stored */
function describeSkipped({ skipped }) {
  return skipped ? ` ${formatCount(skipped, 'drawing')} could not be read.` : '';
}

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** @param {unknown} error */
function describeItemFailure(error) {
  return isFull(error) ? 'this browser has no room; delete a run.' : 'this browser blocks storage.';
}

/** @param {unknown} error */
function describeFailure(error) {
  const reason = isFull(error) ? 'its storage is full' : 'it blocks storage';
  return `This browser does not keep your drawings: ${reason}. They are here until you close the page: export them in the Handwriting tab.`;
}
