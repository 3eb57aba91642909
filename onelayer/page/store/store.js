/**
 * What this browser keeps for the visitor, and nobody else: a copy in memory, and the database behind it.
 *
 * Everything is in memory as soon as `loaded` is settled, except snapshots and inspections, which are read when they are
 * shown. A change is made in memory first and then written; if the browser blocks storage or has no room, the page says
 * so and goes on with what is in memory. Other pages of this browser follow each change.
 */

import { collection } from '../../ui/components/collection.js';
import { openDatabase, resultOf, snapshotsOf, transact } from './database.js';
import { describeContents, describeNotKept, describeSkipped } from './sentences.js';
import { StoredDrawings } from './stored_drawings.js';
import { HAND_NAME } from './things.js';

/** @import { DrawingCollection, Limits } from '../../ui/components/collection.js' */
/** @import { Content } from '../../ui/components/ink.js' */
/** @import { Place } from './database.js' */
/** @import { Hand, Inspection, Run, Snapshot } from './things.js' */

export const DATABASE = 'one-layer';
export const LONGEST_NAME = 24; // characters of a run's name

/**
 * @typedef {'runs' | 'hand' | 'reads' | 'settings' | 'guesses' | 'pad'} Kind  of a thing
 * @typedef {Record<string, string | number | boolean | null>} Settings  of the Retrain tab, by name, and the writer
 * @typedef {{run: Run, snapshots: Snapshot[], inspection: Inspection | null}} WholeRun
 * @typedef {{sentence: string, isProblem: boolean}} Status  what the page says of the store
 * @typedef {Pick<BroadcastChannel, 'postMessage' | 'onmessage'>} Channel
 */

export class Store {
  /** @type {readonly Run[]} */
  runs = []; // in the order of their numbers
  /** @type {Hand | null} */
  hand = null;
  reads = ''; // the key of the network that reads; empty for the one that reads at first
  /** @type {Settings | null} */
  settings = null; // null: the defaults
  /** @type {Record<string, number>} */
  guesses = {}; // the accuracies in percent that the visitor expects of the climb's rungs
  /** @type {Content | null} */
  pad = null; // what is on the Draw tab's pad
  /** @type {WholeRun | null} */
  deleted = null; // the run that was deleted last, as long as this page is open
  /** @type {readonly string[]} */
  shippedNames = []; // the names of the networks that ship, which no run may have
  /** @type {Status} */
  status = { sentence: '', isProblem: false };
  /** @type {IDBDatabase | null} */
  database = null;
  /** @type {Map<number, Snapshot[]>} */
  unwritten = new Map(); // snapshots by run that could not be written
  runsEver = 0;
  /** @type {Set<(kind: Kind) => void>} */
  listeners = new Set();
  /** @type {Set<() => void>} */
  statusListeners = new Set();
  /** @type {Promise<unknown>} */
  writing = Promise.resolve(); // the writes so far: each begins when the one before has ended
  hasAskedToPersist = false;

  /**
   * @param {DrawingCollection} drawings
   * @param {() => Promise<IDBDatabase>} open
   * @param {Channel | null} channel  to the other pages of this browser
   */
  constructor(drawings, open, channel) {
    this.collection = drawings;
    this.channel = channel;
    this.drawings = new StoredDrawings(drawings, (work) => this.write(['drawings'], work, 'drawings'));
    if (channel) channel.onmessage = ({ data }) => void this.follow(data);
    /** Settled when all that the browser keeps is in memory. */
    this.loaded = this.load(open);
  }

  /**
   * Calls a listener after each change of a thing, also by another page.
   * @param {(kind: Kind) => void} listener
   */
  onChange(listener) {
    this.listeners.add(listener);
  }

  /**
   * Calls a listener when the page is to say something else of the store.
   * @param {() => void} listener
   */
  onStatus(listener) {
    this.statusListeners.add(listener);
  }

  /**
   * The run with a number; null if there is none.
   * @param {number | null} number
   */
  run(number) {
    return this.runs.find((run) => run.number === number) ?? null;
  }

  /**
   * Adds a run with its first snapshot. Number and name are given in a transaction: two pages that train at the same
   * moment both keep their run.
   * @param {Omit<Run, 'number'>} run  name: empty for `Run 3`
   * @param {Omit<Snapshot, 'run'>} snapshot
   * @returns {Promise<Run>}
   */
  async addRun(run, snapshot) {
    const place = (/** @type {number} */ number, /** @type {readonly Run[]} */ others) => {
      const name = this.unusedName(run.name || `Run ${number}`, others);
      return { ...run, number, name };
    };
    const added = await this.write(
      ['runs', 'snapshots', 'things'],
      async (store) => {
        const counter = await resultOf(store('things').get('counter'));
        const others = /** @type {Run[]} */ (await resultOf(store('runs').getAll()));
        const next = place(Math.max(counter?.value ?? 0, this.runsEver) + 1, others);
        store('things').put({ name: 'counter', value: next.number });
        store('runs').put(next);
        store('snapshots').put({ ...snapshot, run: next.number });
        return next;
      },
      'runs',
    );
    const kept = added ?? place(this.runsEver + 1, this.runs);
    if (!added) this.unwritten.set(kept.number, [{ ...snapshot, run: kept.number }]);
    this.runsEver = kept.number;
    this.setRuns([...this.runs.filter(({ number }) => number !== kept.number), kept]);
    return kept;
  }

  /**
   * Changes a run; adds a snapshot to it, if there is one. Does nothing if the run is no longer there.
   * @param {number} number
   * @param {Partial<Run>} changes
   * @param {Omit<Snapshot, 'run'>} [snapshot]
   * @param {boolean} [tellsOthers]  other pages follow now; otherwise with a later change
   */
  changeRun(number, changes, snapshot, tellsOthers = true) {
    const run = this.run(number);
    if (!run) return;
    const changed = { ...run, ...changes };
    this.setRuns(this.runs.map((each) => (each === run ? changed : each)));
    const whole = snapshot && { ...snapshot, run: number };
    const written = this.write(
      ['runs', 'snapshots'],
      async (store) => {
        // It may have been deleted on another page.
        if (!(await resultOf(store('runs').getKey(number)))) return false;
        store('runs').put(changed);
        if (whole) store('snapshots').put(whole);
        return true;
      },
      tellsOthers ? 'runs' : null,
    );
    if (!whole) return;
    written.then((isWritten) => {
      if (isWritten === null) this.unwritten.set(number, [...(this.unwritten.get(number) ?? []), whole]);
    });
  }

  /**
   * All snapshots of a run, in the order of their batches.
   * @param {number} number
   * @returns {Promise<Snapshot[]>}
   */
  async readSnapshots(number) {
    await this.writing;
    const stored = await this.read('snapshots', (place) => place.getAll(snapshotsOf(number)));
    const all = [...(stored ?? []), ...(this.unwritten.get(number) ?? [])];
    return all.sort((a, b) => a.batches - b.batches);
  }

  /**
   * What a run's network does with the test digits, if that is known.
   * @param {number} number
   * @returns {Promise<Inspection | null>}
   */
  async readInspection(number) {
    const stored = await this.read('inspections', (place) => place.get(number));
    return stored?.inspection ?? null;
  }

  /**
   * Keeps what a run's network does with the test digits.
   * @param {number} number
   * @param {Inspection} inspection
   */
  keepInspection(number, inspection) {
    this.write(['inspections'], (store) => void store('inspections').put({ run: number, inspection }), null);
    this.changeRun(number, { test: inspection.test });
  }

  /**
   * Gives a run another name.
   * @param {number} number
   * @param {string} text
   * @returns {string} why it cannot have the name; empty if it has it
   */
  rename(number, text) {
    const name = cut(text);
    if (!name) return 'A run needs a name.';
    const others = this.runs.filter((run) => run.number !== number);
    if (this.isTaken(name, others)) return `Another one is called ${name} already.`;
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
    this.setRuns(this.runs.filter((each) => each !== run));
    const snapshots = await this.readSnapshots(number);
    this.deleted = { run, snapshots, inspection: await this.readInspection(number) };
    this.unwritten.delete(number);
    this.write(
      ['runs', 'snapshots', 'inspections'],
      (store) => {
        store('runs').delete(number);
        store('snapshots').delete(snapshotsOf(number));
        store('inspections').delete(number);
      },
      'runs',
    );
    this.tell('runs');
  }

  /**
   * Brings back the run that was deleted last.
   * @returns {Run | null}
   */
  undelete() {
    if (!this.deleted) return null;
    const { run, snapshots, inspection } = this.deleted;
    const back = { ...run, name: this.unusedName(run.name, this.runs) };
    this.deleted = null;
    this.setRuns([...this.runs, back]);
    const written = this.write(
      ['runs', 'snapshots', 'inspections'],
      (store) => {
        store('runs').put(back);
        for (const snapshot of snapshots) store('snapshots').put(snapshot);
        if (inspection) store('inspections').put({ run: back.number, inspection });
        return true;
      },
      'runs',
    );
    written.then((isWritten) => {
      if (!isWritten) this.unwritten.set(back.number, snapshots);
    });
    return back;
  }

  /** @param {Hand | null} hand  null for none */
  setHand(hand) {
    this.hand = hand;
    this.keepThing('hand', hand);
  }

  /** @param {string} key  of the network that reads; empty for the one that reads at first */
  setReads(key) {
    if (key === this.reads) return;
    this.reads = key;
    this.keepThing('reads', key || null);
  }

  /** @param {Settings | null} settings  null for the defaults */
  setSettings(settings) {
    this.settings = settings;
    this.collection.setOwner(typeof settings?.writer === 'string' ? settings.writer : '');
    this.keepThing('settings', settings);
  }

  /** @param {Record<string, number>} guesses  in percent, by the rung's key */
  setGuesses(guesses) {
    this.guesses = guesses;
    this.keepThing('guesses', Object.keys(guesses).length ? guesses : null);
  }

  /** @param {Content | null} pad  null for nothing */
  setPad(pad) {
    this.pad = pad;
    this.keepThing('pad', pad);
  }

  /** Forgets all but the drawings, here and in the browser. */
  startOver() {
    this.empty();
    this.write(
      ['runs', 'snapshots', 'inspections', 'things'],
      (store) => {
        for (const place of /** @type {const} */ (['runs', 'snapshots', 'inspections', 'things'])) store(place).clear();
      },
      'all',
    );
    const count = this.collection.drawings.length;
    const stays = count
      ? ` Your ${count === 1 ? 'drawing stays' : `${count.toLocaleString('en')} drawings stay`}.`
      : '';
    this.say(`Forgotten: your runs, your hand and the settings.${stays}`);
  }

  /** Forgets everything, here and in the browser. */
  forget() {
    this.startOver();
    this.collection.clear();
    this.writing.then(() =>
      this.say('Forgotten: your drawings, your runs, your hand and the settings, here and in this browser.'),
    );
  }

  /** @private */
  empty() {
    this.runs = [];
    this.hand = null;
    this.reads = '';
    this.settings = null;
    this.guesses = {};
    this.deleted = null;
    this.runsEver = 0;
    this.unwritten.clear();
    this.collection.setOwner('');
    for (const kind of /** @type {Kind[]} */ (['runs', 'hand', 'reads', 'settings', 'guesses'])) this.tell(kind);
  }

  /**
   * @private
   * @param {() => Promise<IDBDatabase>} open
   */
  async load(open) {
    try {
      this.database = await open();
      // Another page deletes the database, or has a later version of it.
      this.database.onversionchange = () => this.database?.close();
      const skipped = await this.takeAll();
      const contents = this.contents();
      if (contents || skipped) this.say(`Back from this browser: ${contents || 'nothing'}.${describeSkipped(skipped)}`);
    } catch (error) {
      console.info('The browser stores nothing:', error);
      this.database = null;
    }
    this.drawings.begin();
  }

  /**
   * @private
   * @returns {Promise<number>} how many drawings could not be read
   */
  async takeAll() {
    await this.takeRuns();
    await this.takeThings();
    return this.drawings.take((await this.read('drawings', (place) => place.getAll())) ?? []);
  }

  /** @private */
  async takeRuns() {
    const stored = /** @type {Run[]} */ ((await this.read('runs', (place) => place.getAll())) ?? []);
    const kept = new Map(this.runs.map((run) => [run.number, run]));
    this.setRuns(stored.map((run) => newer(kept.get(run.number), run)));
  }

  /** @private */
  async takeThings() {
    const stored = (await this.read('things', (place) => place.getAll())) ?? [];
    const things = new Map(stored.map(({ name, value }) => [name, value]));
    this.hand = things.get('hand') ?? null;
    this.reads = things.get('reads') ?? '';
    this.settings = things.get('settings') ?? null;
    this.guesses = things.get('guesses') ?? {};
    this.pad ??= things.get('pad') ?? null;
    this.runsEver = Math.max(this.runsEver, things.get('counter') ?? 0);
    this.collection.setOwner(typeof this.settings?.writer === 'string' ? this.settings.writer : '');
    for (const kind of /** @type {Kind[]} */ (['hand', 'reads', 'settings', 'guesses'])) this.tell(kind);
  }

  /**
   * Takes what another page has written.
   * @private
   * @param {Place | 'all'} what
   */
  async follow(what) {
    if (!this.database || this.status.isProblem) return; // what is in memory here is kept nowhere else
    await this.writing;
    let skipped = 0;
    if (what === 'runs' || what === 'all') await this.takeRuns();
    if (what === 'things' || what === 'all') await this.takeThings();
    if (what === 'drawings' || what === 'all') {
      skipped = this.drawings.take((await this.read('drawings', (place) => place.getAll())) ?? []);
    }
    this.say(
      `As in another page of this browser: ${this.contents() || 'nothing any more'}.${describeSkipped(skipped)}`,
    );
  }

  /**
   * @private
   * @param {string} name
   * @param {object | string | null} value  null for nothing
   */
  keepThing(name, value) {
    this.write(
      ['things'],
      (store) => void (value === null ? store('things').delete(name) : store('things').put({ name, value })),
      name === 'pad' ? null : 'things',
    );
    this.tell(/** @type {Kind} */ (name));
  }

  /**
   * Reads; null if the browser stores nothing.
   * @private
   * @template T
   * @param {Place} name
   * @param {(place: IDBObjectStore) => IDBRequest<T>} ask
   */
  async read(name, ask) {
    if (!this.database) return null;
    return resultOf(ask(this.database.transaction(name).objectStore(name)));
  }

  /**
   * Writes after all earlier writes, in one transaction.
   * @template T
   * @param {Place[]} places
   * @param {(place: (name: Place) => IDBObjectStore) => T | Promise<T>} work
   * @param {Place | 'all' | null} tells  what other pages are to read again
   * @returns {Promise<T | null>} null if nothing was written
   */
  write(places, work, tells) {
    const written = this.writing.then(async () => {
      await this.loading();
      if (!this.database) return this.fail(new Error('no database'));
      try {
        const result = await transact(this.database, places, work);
        if (tells) this.channel?.postMessage(tells);
        if (tells) this.sayKept();
        this.persist();
        return result;
      } catch (error) {
        return this.fail(error);
      }
    });
    this.writing = written;
    return written;
  }

  /** @private */
  async loading() {
    await this.loaded;
  }

  /**
   * Says that something is not kept.
   * @private
   * @param {unknown} error
   */
  fail(error) {
    console.info('Not stored:', error);
    const contents = this.contents();
    if (contents) this.say(describeNotKept(contents, error), true);
    return null;
  }

  /** Asks the browser once to keep the data when it has little room. @private */
  persist() {
    if (this.hasAskedToPersist || !this.contents()) return;
    this.hasAskedToPersist = true;
    navigator.storage?.persist?.().catch(() => {});
  }

  /** @private */
  sayKept() {
    const contents = this.contents();
    this.say(contents && `Kept in this browser, and nowhere else: ${contents}.`);
  }

  /** "3 drawings, your hand and 2 runs" @private */
  contents() {
    return describeContents(this.collection.drawings.length, this.hand !== null, this.runs.length);
  }

  /**
   * @private
   * @param {Run[]} runs
   */
  setRuns(runs) {
    this.runs = runs.sort((a, b) => a.number - b.number);
    this.runsEver = Math.max(this.runsEver, this.runs.at(-1)?.number ?? 0);
    this.tell('runs');
  }

  /**
   * @private
   * @param {string} name
   * @param {readonly Run[]} others
   */
  isTaken(name, others) {
    return [...this.shippedNames, HAND_NAME, ...others.map((run) => run.name)].includes(name);
  }

  /**
   * The name, with a number if another network has it.
   * @private
   * @param {string} name
   * @param {readonly Run[]} others
   */
  unusedName(name, others) {
    let unused = name;
    for (let count = 2; this.isTaken(unused, others); count++) unused = `${name} (${count})`;
    return unused;
  }

  /**
   * @private
   * @param {Kind} kind
   */
  tell(kind) {
    for (const listener of this.listeners) listener(kind);
  }

  /**
   * @private
   * @param {string} sentence
   */
  say(sentence, isProblem = false) {
    this.status = { sentence, isProblem };
    for (const listener of this.statusListeners) listener();
  }
}

/**
 * A name without needless spaces, and not too long.
 * @param {string} text
 */
function cut(text) {
  return text.split(/\s+/).filter(Boolean).join(' ').slice(0, LONGEST_NAME);
}

/**
 * A run as another page has stored it, unless it goes on or has come further here. Its network stays the same object.
 * What goes on elsewhere is as good as lost until that page says how it ended.
 * @param {Run | undefined} here
 * @param {Run} stored
 * @returns {Run}
 */
function newer(here, stored) {
  if (here?.ending === 'running' || (here && here.batchesDone > stored.batchesDone)) return here;
  const run = stored.ending === 'running' ? { ...stored, ending: /** @type {const} */ ('lost') } : stored;
  return here && here.batchesDone === run.batchesDone ? { ...run, network: here.network } : run;
}

/** The visitor's store, on this page. */
export const store = new Store(
  collection,
  () => openDatabase(DATABASE),
  typeof indexedDB === 'undefined' ? null : new BroadcastChannel(DATABASE), // in a test nothing is stored, and a channel would keep it from ending
);
