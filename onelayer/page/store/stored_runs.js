/** The visitor's runs: a copy in memory without snapshots and inspections, and their records in the database. */

import { resultOf, snapshotsOf } from './database.js';

/** @import { Database, Place } from './database.js' */
/** @import { Inspection, Run, Snapshot } from './things.js' */

/**
 * What of a run is not in the database yet.
 * @typedef {object} Unwritten
 * @property {Partial<Run>} changes
 * @property {Snapshot[]} snapshots
 * @property {StoredInspection | null} inspection
 * @property {boolean} isNew  the database does not have the run at all
 * @property {boolean} isTold  other pages are to follow when it is written
 *
 * @typedef {{run: number, batches: number, inspection: Inspection}} StoredInspection  batches: of the inspected network
 *
 * @typedef {{run: Run, snapshots: Snapshot[], inspection: StoredInspection | null}} WholeRun
 */

/** @type {Place[]} */
export const PLACES = ['runs', 'snapshots', 'inspections'];

export class StoredRuns {
  /** @type {readonly Run[]} */
  all = []; // in the order of their numbers
  last = 0; // the largest number that a run of this page ever had
  /** @type {Map<number, Unwritten>} */
  unwritten = new Map();

  /**
   * @param {Database} database
   * @param {() => void} onChange  called when the runs in memory have changed
   * @param {(name: string, others: readonly Run[]) => boolean} isTaken
   */
  constructor(database, onChange, isTaken) {
    this.database = database;
    this.onChange = onChange;
    this.isTaken = isTaken;
  }

  /** @param {number | null} number */
  find(number) {
    return this.all.find((run) => run.number === number) ?? null;
  }

  /**
   * Adds a run with its first snapshot, if it has one. If it cannot be stored, it is in memory, and unwritten.
   * @param {Omit<Run, 'number'>} run  name: empty for `Run 3`
   * @param {Omit<Snapshot, 'run'>} [snapshot]
   * @returns {Promise<{added: Run, problem: unknown}>} problem: why it is not stored; null if it is
   */
  async add(run, snapshot) {
    try {
      const added = await this.database.write(['runs', 'snapshots', 'things'], async (place) => {
        const number = 1 + Math.max(this.last, await lastNumber(place));
        const name = await this.#nameUnstored(run.name || `Run ${number}`, place('runs'));
        place('things').put({ name: 'counter', value: number });
        place('runs').put({ ...run, number, name });
        if (snapshot) place('snapshots').put({ ...snapshot, run: number });
        return { ...run, number, name };
      });
      this.show([...this.all, added]);
      return { added, problem: null };
    } catch (problem) {
      const number = this.last + 1;
      const whole = { ...run, number, name: run.name || `Run ${number}` };
      const snapshots = snapshot ? [{ ...snapshot, run: number }] : [];
      return { added: this.restore({ run: whole, snapshots, inspection: null }), problem };
    }
  }

  /**
   * Changes a run in memory. Does nothing if the run is no longer there.
   * @param {number} number
   * @param {Partial<Unwritten> & {changes: Partial<Run>}} what
   */
  change(number, what) {
    const run = this.find(number);
    if (!run) return;
    const { batchesDone = run.batchesDone } = what.changes;
    // What was measured belongs to the network that was measured.
    const changes = batchesDone === run.batchesDone ? what.changes : { test: null, ...what.changes };
    this.unwritten.set(number, join(this.unwritten.get(number), { ...NOTHING, ...what, changes }));
    const test = what.inspection ? what.inspection.inspection.test : run.test;
    this.show(this.all.map((each) => (each === run ? { ...run, test, ...changes } : each)));
  }

  /** Writes what is unwritten; each run by itself. Rejects with the first problem. @returns {Promise<boolean>} whether other pages are to follow */
  async write() {
    let isTold = false;
    /** @type {unknown[]} */
    const problems = [];
    for (const [number, what] of [...this.unwritten]) {
      if (!this.find(number)) continue; // it is being deleted
      this.unwritten.delete(number);
      try {
        await this.database.write(PLACES, (place) => this.#put(place, number, what));
        isTold ||= what.isTold;
        const later = this.unwritten.get(number);
        if (later) later.isNew = false;
      } catch (problem) {
        problems.push(problem);
        this.unwritten.set(number, join(what, this.unwritten.get(number)));
      }
    }
    if (problems.length) throw problems[0];
    return isTold;
  }

  /**
   * @param {(name: Place) => IDBObjectStore} place
   * @param {number} number
   * @param {Unwritten} what
   */
  async #put(place, number, { changes, snapshots, inspection, isNew }) {
    const run = this.find(number);
    const stored = await resultOf(place('runs').get(number));
    const isMissing = isNew || this.unwritten.get(number)?.isNew;
    // Another page has deleted it, or has given its number to another run.
    if (!run || (isMissing ? stored : !stored)) return;
    const record = isMissing ? run : { ...stored, ...changes };
    const isInspected = inspection !== null && inspection.batches === record.batchesDone; // otherwise it has learned more on another page
    place('runs').put(isInspected ? { ...record, test: inspection.inspection.test } : record);
    for (const snapshot of snapshots) place('snapshots').put(snapshot);
    if (isInspected) place('inspections').put(inspection);
  }

  /** Takes the runs that are stored. What was changed here and is not written yet stays changed. */
  async take() {
    /** @type {Run[]} */
    const records = await this.database.read('runs', (place) => place.getAll());
    const runs = records.map((stored) => {
      const here = this.find(stored.number);
      const run = { ...stored, ...this.unwritten.get(stored.number)?.changes };
      // A run that another page trains counts as lost until that page says how it ended.
      if (run.ending === 'running' && here?.ending !== 'running') run.ending = 'lost';
      // The same network stays the same object: the reader and what was inspected know it.
      return here && isSame(here, run) ? { ...run, network: here.network } : run;
    });
    const taken = new Set(records.map(({ number }) => number));
    const own = this.all.filter(({ number }) => !taken.has(number) && this.unwritten.get(number)?.isNew);
    this.show([...runs, ...own]);
    for (const number of this.unwritten.keys()) if (!this.find(number)) this.unwritten.delete(number);
  }

  /**
   * @param {number} number
   * @returns {Promise<Snapshot[]>} in the order of their batches
   */
  async readSnapshots(number) {
    const waiting = this.unwritten.get(number)?.snapshots ?? [];
    const stored = await this.database.read('snapshots', (place) => place.getAll(snapshotsOf(number))).catch(() => []);
    const byBatches = new Map([...stored, ...waiting].map((each) => [each.batches, each]));
    return [...byBatches.values()].sort((a, b) => a.batches - b.batches);
  }

  /**
   * @param {number} number
   * @returns {Promise<Inspection | null>} of the run's present network
   */
  async readInspection(number) {
    const found = await this.#findInspection(number);
    return found && found.batches === this.find(number)?.batchesDone ? found.inspection : null;
  }

  /**
   * @param {number} number
   * @returns {Promise<StoredInspection | null>}
   */
  async #findInspection(number) {
    const waiting = this.unwritten.get(number)?.inspection;
    if (waiting) return waiting;
    return (await this.database.read('inspections', (place) => place.get(number)).catch(() => null)) ?? null;
  }

  /**
   * Deletes a run from memory.
   * @param {number} number
   */
  remove(number) {
    this.show(this.all.filter((run) => run.number !== number));
  }

  /**
   * Deletes a run from the database, and returns all of it.
   * @param {Run} run
   * @returns {Promise<WholeRun>}
   */
  async deleteStored(run) {
    const { number } = run;
    const snapshots = await this.readSnapshots(number);
    const inspection = await this.#findInspection(number);
    this.unwritten.delete(number);
    await this.database
      .write(PLACES, (place) => {
        place('runs').delete(number);
        place('snapshots').delete(snapshotsOf(number));
        place('inspections').delete(number);
      })
      .catch((error) => console.info('Not deleted:', error)); // the browser blocks storage: it is in memory alone
    this.remove(number); // if it was taken meanwhile
    return { run, snapshots, inspection };
  }

  /**
   * Brings a run that is not in the database into memory; it is unwritten there.
   * @param {WholeRun} whole
   */
  restore({ run, snapshots, inspection }) {
    const [name] = this.#unusedNames(run.name);
    const back = { ...run, name };
    this.unwritten.set(run.number, { changes: {}, snapshots, inspection, isNew: true, isTold: true });
    this.show([...this.all, back]);
    return back;
  }

  /** Removes all runs from memory. */
  clear() {
    this.unwritten.clear();
    this.last = 0;
    this.show([]);
  }

  /** Forgets what is stored: the database is empty. */
  lose() {
    for (const { number } of this.all) {
      this.unwritten.set(number, join(this.unwritten.get(number), { ...NOTHING, isNew: true, isTold: true }));
    }
  }

  /**
   * The name, then the name with a number from 2: those that no network in memory has.
   * @param {string} name
   * @returns {Generator<string, never>}
   */
  *#unusedNames(name) {
    for (let count = 1; ; count++) {
      const each = count > 1 ? `${name} (${count})` : name;
      if (!this.isTaken(each, this.all)) yield each;
    }
  }

  /**
   * The first of these names that no stored run has.
   * @param {string} name
   * @param {IDBObjectStore} place
   */
  async #nameUnstored(name, place) {
    for (const each of this.#unusedNames(name)) {
      if ((await resultOf(place.index('name').getKey(each))) === undefined) return each;
    }
    return name;
  }

  /** @param {Run[]} runs */
  show(runs) {
    this.all = runs.sort((a, b) => a.number - b.number);
    this.last = Math.max(this.last, this.all.at(-1)?.number ?? 0);
    this.onChange();
  }
}

/** @type {Unwritten} */
const NOTHING = { changes: {}, snapshots: [], inspection: null, isNew: false, isTold: false };

/**
 * @param {Unwritten | undefined} first
 * @param {Unwritten | undefined} second
 * @returns {Unwritten}
 */
function join(first = NOTHING, second = NOTHING) {
  return {
    changes: { ...first.changes, ...second.changes },
    snapshots: [...first.snapshots, ...second.snapshots],
    inspection: second.inspection ?? first.inspection,
    isNew: first.isNew || second.isNew,
    isTold: first.isTold || second.isTold,
  };
}

/**
 * The largest number that a run of this browser ever had.
 * @param {(name: Place) => IDBObjectStore} place
 */
async function lastNumber(place) {
  const counter = (await resultOf(place('things').get('counter')))?.value ?? 0;
  const numbers = await resultOf(place('runs').getAllKeys());
  return Math.max(counter, ...numbers.map(Number));
}

/**
 * Whether two runs have the same network.
 * @param {Run} one
 * @param {Run} other
 */
function isSame(one, other) {
  return one.batchesDone === other.batchesDone && String(one.network.bias) === String(other.network.bias);
}
