/**
 * What this browser keeps for the visitor: a copy in memory, and the database behind it. No other browser has it.
 *
 * Everything is in memory as soon as `loaded` is settled, except snapshots and inspections, which are read when they are
 * shown. A change is made in memory first and then written; if the browser blocks storage or has no room, the page says
 * so, goes on with what is in memory, and writes it when there is room. Other pages of this browser follow each change.
 */

import { Listeners } from '../dom/listeners.js';
import { collection } from '../drawing/collection.js';
import { Database, openDatabase, resultOf } from './database.js';
import { describeContents, describeForgotten, describeNotKept } from './sentences.js';
import { StoredDrawings } from './stored_drawings.js';
import { PLACES, StoredRuns } from './stored_runs.js';
import { HAND_NAME, numberInKey } from './things.js';

/** @import { DrawingCollection } from '../drawing/collection.js' */
/** @import { Content } from '../drawing/ink.js' */
/** @import { Place } from './database.js' */
/** @import { WholeRun } from './stored_runs.js' */
/** @import { Hand, Inspection, Run, Snapshot } from './things.js' */

export const DATABASE = 'one-layer';
export const LONGEST_NAME = 24; // characters of a run's name
/** @type {Pick<Store, Thing>} */
const NOTHING = { hand: null, reads: '', settings: null, guesses: {}, pad: null, numberPad: null };
const THINGS = /** @type {Thing[]} */ (Object.keys(NOTHING));
const PADS = ['pad', 'numberPad']; // each page has its own
/** @type {readonly Told[]} */
const ALL = ['runs', 'drawings', ...THINGS];
/** @type {readonly Told[]} */
const FOLLOWED = ALL.filter((each) => !PADS.includes(each));
const SHOWN = ['runs', 'drawings', 'hand']; // what the page's sentence counts

/**
 * @typedef {'pad' | 'numberPad'} PadName
 * @typedef {'hand' | 'reads' | 'settings' | 'guesses' | PadName} Thing  of which there is one
 * @typedef {'runs' | Thing | 'forgotten'} Kind  that listeners hear of; forgotten: all runs, the hand and the settings, on this page
 * @typedef {'drawings' | 'runs' | Thing} Told  what other pages are told of
 * @typedef {Record<string, string | number | boolean | null>} Settings  of the Retrain tab, by name, and the writer
 * @typedef {{sentence: string, isProblem: boolean}} Status  what the page says of the store
 * @typedef {Pick<BroadcastChannel, 'postMessage' | 'onmessage'>} Channel
 */

export class Store {
  /** @type {Hand | null} */
  hand = null;
  reads = ''; // the key of the network that reads; empty for the one that reads at first
  /** @type {Settings | null} */
  settings = null; // null: the defaults
  /** @type {Record<string, number>} */
  guesses = {}; // the accuracies in percent that the visitor expects of the climb's rungs
  /** @type {Content | null} */
  pad = null; // what is on the Draw tab's pad
  /** @type {Content | null} */
  numberPad = null; // what is on the Numbers tab's pad
  /** @type {WholeRun | null} */
  deleted = null; // the run that was deleted last, as long as this page is open
  /** @type {readonly string[]} */
  shippedNames = []; // the names of the networks that ship, which no run may have
  /** @type {Status} */
  status = { sentence: '', isProblem: false };
  /** @type {Set<Thing>} */
  unwritten = new Set();
  /** @type {Listeners<Kind>} */
  #changes = new Listeners();
  #statuses = new Listeners();
  /** Calls a listener when the page is to say something else of the store. */
  onStatus = this.#statuses.add;
  /** @type {Promise<unknown>} */
  working = Promise.resolve(); // the work with the database so far: each begins when the one before has ended
  hasAskedToPersist = false;

  /**
   * @param {DrawingCollection} drawings
   * @param {(onMade: () => void) => Promise<IDBDatabase>} open
   * @param {Channel | null} channel  to the other pages of this browser
   */
  constructor(drawings, open, channel) {
    this.collection = drawings;
    this.channel = channel;
    this.database = new Database(open);
    this.database.onLost = () => this.#lose();
    this.storedRuns = new StoredRuns(
      this.database,
      () => this.#changes.tell('runs'),
      (name, others) => this.#isTaken(name, others),
    );
    this.drawings = new StoredDrawings(this.database, drawings, () => void this.#save());
    if (channel) channel.onmessage = ({ data }) => void this.#follow(data);
    /** Settled when all that the browser keeps is in memory. */
    this.loaded = this.queue(() => this.#load());
  }

  /**
   * Calls a listener after each change of some kinds, also by another page.
   * @param {readonly Kind[]} kinds
   * @param {() => void} listener
   */
  onChange(kinds, listener) {
    this.#changes.add((kind) => {
      if (kinds.includes(kind)) listener();
    });
  }

  /** All runs, in the order of their numbers. */
  get runs() {
    return this.storedRuns.all;
  }

  /**
   * The run with a number; null if there is none.
   * @param {number | null} number
   */
  run(number) {
    return this.storedRuns.find(number);
  }

  /**
   * Whether a key is that of a run which goes on: each of its snapshots is another network.
   * @param {string} key
   */
  isInTraining(key) {
    return this.run(numberInKey(key))?.ending === 'running';
  }

  /**
   * Adds a run with its first snapshot, if it has one. Number and name are given in a transaction: two pages that train at the same
   * moment both keep their run.
   * @param {Omit<Run, 'number'>} run  name: empty for `Run 3`
   * @param {Omit<Snapshot, 'run'>} [snapshot]
   * @returns {Promise<Run>}
   */
  async addRun(run, snapshot) {
    const { added, problem } = await this.queue(() => this.storedRuns.add(run, snapshot));
    if (problem) this.#fail(problem);
    else this.#succeed(['runs']);
    return added;
  }

  /**
   * Changes a run; adds a snapshot to it, if there is one. Does nothing if the run is no longer there.
   * @param {number} number
   * @param {Partial<Run>} changes
   * @param {Omit<Snapshot, 'run'>} [snapshot]
   * @param {boolean} [tellsOthers]  other pages follow now; otherwise with a later change
   */
  changeRun(number, changes, snapshot, tellsOthers = true) {
    const snapshots = snapshot ? [{ ...snapshot, run: number }] : [];
    this.storedRuns.change(number, { changes, snapshots, isTold: tellsOthers });
    this.#save();
  }

  /**
   * All snapshots of a run, in the order of their batches.
   * @param {number} number
   * @returns {Promise<Snapshot[]>}
   */
  readSnapshots(number) {
    return this.queue(() => this.storedRuns.readSnapshots(number));
  }

  /**
   * What a run's network does with the test digits, if that is known.
   * @param {number} number
   * @returns {Promise<Inspection | null>}
   */
  readInspection(number) {
    return this.queue(() => this.storedRuns.readInspection(number));
  }

  /**
   * Keeps what a run's network does with the test digits.
   * @param {number} number
   * @param {Inspection} inspection
   */
  keepInspection(number, inspection) {
    const batches = this.run(number)?.batchesDone ?? 0;
    this.storedRuns.change(number, { changes: {}, inspection: { run: number, batches, inspection }, isTold: true });
    this.#save();
  }

  /**
   * Gives a run another name.
   * @param {number} number
   * @param {string} text
   * @returns {string} why it cannot have the name; empty if it has it
   */
  rename(number, text) {
    const name = cutName(text);
    if (!name) return 'A run needs a name.';
    const others = this.runs.filter((run) => run.number !== number);
    if (this.#isTaken(name, others)) return `Another one is called ${name} already.`;
    this.changeRun(number, { name });
    return '';
  }

  /**
   * Deletes a run. `undelete` brings it back.
   * @param {number} number
   */
  async deleteRun(number) {
    const run = this.run(number);
    if (!run) return;
    this.storedRuns.remove(number);
    this.deleted = await this.queue(() => this.storedRuns.deleteStored(run));
    this.#succeed(['runs']);
    this.#changes.tell('runs');
    this.#save(); // what had no room before
  }

  /**
   * Brings back the run that was deleted last.
   * @returns {Run | null}
   */
  undelete() {
    const back = this.deleted && this.storedRuns.restore(this.deleted);
    this.deleted = null;
    this.#save();
    return back;
  }

  /**
   * Sets a thing, and keeps it.
   * @template {Thing} Name
   * @param {Name} name
   * @param {Store[Name]} value
   * @returns {Promise<void>} settled when it is written, or could not be
   */
  set(name, value) {
    if (value !== this[name]) {
      this.unwritten.add(name);
      this.#show(name, value);
    }
    return this.#save();
  }

  /** Forgets all but the drawings and the pads, here and in the browser. */
  startOver() {
    return this.#clear(['drawings', ...PADS]);
  }

  /** Forgets everything, here and in the browser. */
  forget() {
    return this.#clear([]);
  }

  /**
   * Empties memory and the database, and says so.
   * @param {string[]} stays  the records that stay
   */
  async #clear(stays) {
    const isAll = !stays.length;
    for (const name of THINGS.filter((each) => !stays.includes(each))) {
      this.#show(name, null);
      this.unwritten.delete(name);
    }
    if (isAll) this.drawings.clear();
    this.deleted = null;
    this.storedRuns.clear();
    this.#changes.tell('forgotten');
    const clear = async (/** @type {(name: Place) => IDBObjectStore} */ place) => {
      for (const name of PLACES) place(name).clear();
      for (const name of await resultOf(place('things').getAllKeys())) {
        if (!stays.includes(String(name))) place('things').delete(name);
      }
    };
    await this.queue(() => this.database.write([...PLACES, 'things'], clear)).then(
      () => this.channel?.postMessage(FOLLOWED.filter((each) => isAll || each !== 'drawings')),
      (error) => console.info('Nothing was stored:', error),
    );
    this.#say(describeForgotten(isAll, this.collection.drawings.length));
  }

  async #load() {
    try {
      const contents = await this.#take(ALL);
      this.hasAskedToPersist = Boolean(contents);
      if (contents) this.#say(`Back from this browser: ${contents}.`);
    } catch (error) {
      console.info('The browser stores nothing:', error);
    }
  }

  /**
   * Takes what another page has written.
   * @param {readonly Told[]} told
   */
  async #follow(told) {
    try {
      const contents = await this.queue(() => this.#take(told));
      if (this.status.isProblem || !told.some((each) => SHOWN.includes(each))) return;
      this.#say(`As in another page of this browser: ${contents || 'nothing any more'}.`);
    } catch (error) {
      console.info('Not read:', error);
    }
  }

  /**
   * Takes what is stored into memory. What was changed here and is not written yet stays.
   * @param {readonly Told[]} told
   * @returns {Promise<string>} what is in memory then, in words
   */
  async #take(told) {
    if (told.includes('runs')) await this.storedRuns.take();
    for (const name of THINGS.filter((each) => told.includes(each))) {
      const record = await this.database.read('things', (place) => place.get(name));
      if (!this.unwritten.has(name)) this.#show(name, record?.value ?? null);
    }
    if (told.includes('drawings')) await this.drawings.take();
    return this.#contents();
  }

  /**
   * @param {Thing} name
   * @param {unknown} value  null for nothing
   */
  #show(name, value) {
    Object.assign(this, { [name]: value ?? NOTHING[name] });
    if (name === 'settings') this.collection.setOwner(String(this.settings?.writer ?? ''));
    this.#changes.tell(name);
  }

  /**
   * Does work with the database after all earlier work.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   * @private
   */
  queue(work) {
    const done = this.working.then(work);
    this.working = done.catch(() => {});
    return done;
  }

  /** Writes all that is not written yet. */
  #save() {
    return this.queue(() => this.#write());
  }

  async #write() {
    /** @type {Told[]} */
    const told = [];
    /** @type {unknown[]} */
    const problems = [];
    const note = (/** @type {unknown} */ problem) => void problems.push(problem);
    await this.#writeThings().then((names) => void told.push(...names), note);
    await this.storedRuns.write().then((isTold) => void (isTold && told.push('runs')), note);
    await this.drawings.write().then((isTold) => void (isTold && told.push('drawings')), note);
    if (told.length) this.#succeed(told);
    if (problems.length) this.#fail(problems[0]);
  }

  /** @returns {Promise<Thing[]>} what was written */
  async #writeThings() {
    const names = [...this.unwritten];
    if (!names.length) return [];
    this.unwritten.clear();
    try {
      await this.database.write(['things'], (place) => {
        for (const name of names) {
          if (isEmpty(this[name])) place('things').delete(name);
          else place('things').put({ name, value: this[name] });
        }
      });
    } catch (error) {
      for (const name of names) this.unwritten.add(name);
      throw error;
    }
    return names;
  }

  /** The database is empty, though this page has stored something: writes all again. */
  #lose() {
    for (const name of THINGS) this.unwritten.add(name);
    this.storedRuns.lose();
    this.drawings.lose();
    this.#save();
  }

  /**
   * Says that something is kept, here and to other pages.
   * @param {readonly Told[]} told
   */
  #succeed(told) {
    const others = told.filter((each) => FOLLOWED.includes(each));
    if (others.length) this.channel?.postMessage(others);
    const contents = this.#contents();
    if (told.some((each) => SHOWN.includes(each)) || this.status.isProblem) {
      this.#say(contents && `Kept in this browser, and nowhere else: ${contents}.`);
    }
    if (!contents || this.hasAskedToPersist) return;
    this.hasAskedToPersist = true;
    globalThis.navigator?.storage?.persist?.().catch(() => {});
  }

  /**
   * Says that something is not kept.
   * @param {unknown} error
   */
  #fail(error) {
    console.info('Not stored:', error);
    const contents = this.#contents();
    if (contents) this.#say(describeNotKept(contents, error), true);
  }

  /** "3 drawings, your hand and 2 runs" */
  #contents() {
    return describeContents(this.collection.drawings.length, this.hand !== null, this.runs.length);
  }

  /**
   * @param {string} name
   * @param {readonly Run[]} others
   */
  #isTaken(name, others) {
    return [...this.shippedNames, HAND_NAME, ...others.map((run) => run.name)].includes(name);
  }

  /** @param {string} sentence */
  #say(sentence, isProblem = false) {
    this.status = { sentence, isProblem };
    this.#statuses.tell();
  }
}

/**
 * A name without needless spaces, and not too long.
 * @param {string} text
 */
export function cutName(text) {
  return text.split(/\s+/).filter(Boolean).join(' ').slice(0, LONGEST_NAME);
}

/** @param {object | string | null} value */
function isEmpty(value) {
  return !value || (typeof value === 'object' && !Object.keys(value).length);
}

/**
 * The channel to the other pages of this browser; null if the browser has none, or blocks it, and outside of a page.
 * @returns {Channel | null}
 */
function openChannel() {
  try {
    return new window.BroadcastChannel(DATABASE);
  } catch {
    return null;
  }
}

/** The visitor's store, on this page. */
export const store = new Store(collection, (onMade) => openDatabase(DATABASE, onMade), openChannel());
