/**
 * The browser's database: one record for a thing, in four object stores.
 * - `runs`: by their numbers, each with its last network, but without
 * - `snapshots`: by run and batches, and
 * - `inspections`: by run;
 * - `things`: by name, the drawings, the hand with its lesson, settings, guesses, which network reads, the pad.
 */

/** @typedef {'runs' | 'snapshots' | 'inspections' | 'things'} Place */
/**
 * @template T
 * @typedef {(place: (name: Place) => IDBObjectStore) => T | Promise<T>} Work
 */

/** @type {Record<Place, IDBObjectStoreParameters>} */
const PLACES = {
  runs: { keyPath: 'number' },
  snapshots: { keyPath: ['run', 'batches'] },
  inspections: { keyPath: 'run' },
  things: { keyPath: 'name' },
};
const VERSION = 2; // each change of the records' form has one more: what has another form is deleted

/**
 * Opens the database; makes it if there is none. Rejects if the browser blocks storage.
 * @param {string} name
 * @param {() => void} [onMade]  hears that there was none
 * @returns {Promise<IDBDatabase>}
 */
export function openDatabase(name, onMade) {
  const opening = indexedDB.open(name, VERSION);
  opening.onupgradeneeded = () => {
    for (const place of opening.result.objectStoreNames) opening.result.deleteObjectStore(place);
    for (const [place, options] of Object.entries(PLACES)) opening.result.createObjectStore(place, options);
    opening.transaction?.objectStore('runs').createIndex('name', 'name');
    onMade?.();
  };
  return resultOf(opening);
}

/** The database of this page. It is opened again if the browser has closed it, or another page has deleted it. */
export class Database {
  /** @type {Promise<IDBDatabase> | null} */
  opening = null;
  wasOpen = false;
  /** Called when what was stored is gone: the visitor has deleted the browser's data, and there is a new database. */
  onLost = () => {};

  /** @param {(onMade: () => void) => Promise<IDBDatabase>} open */
  constructor(open) {
    this.open = open;
  }

  /**
   * Does some work in one transaction: all of it, or nothing. It is done again if the database was closed meanwhile.
   * Rejects if the browser blocks storage or has no room.
   * @template T
   * @param {Place[]} places
   * @param {Work<T>} work  waits for nothing but requests
   * @returns {Promise<T>} what `work` returned, when it is stored
   */
  async write(places, work) {
    return this.#again((database) => transact(database, places, work));
  }

  /**
   * Reads. Rejects if the browser blocks storage.
   * @template T
   * @param {Place} name
   * @param {(place: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T>}
   */
  async read(name, ask) {
    return this.#again((database) => resultOf(ask(database.transaction(name).objectStore(name))));
  }

  /**
   * @template T
   * @param {(database: IDBDatabase) => Promise<T>} use
   */
  async #again(use) {
    try {
      return await use(await this.#connect());
    } catch (error) {
      if (!isClosed(error)) throw error;
      this.opening = null;
      return use(await this.#connect());
    }
  }

  #connect() {
    this.opening ??= this.#begin().catch((error) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async #begin() {
    let isNew = false;
    const database = await this.open(() => {
      isNew = true;
    });
    database.onclose = () => {
      this.opening = null;
    };
    database.onversionchange = () => {
      database.close();
      this.opening = null;
    };
    if (isNew && this.wasOpen) this.onLost();
    this.wasOpen = true;
    return database;
  }
}

/** @param {unknown} error */
function isClosed(error) {
  return error instanceof DOMException && ['InvalidStateError', 'AbortError'].includes(error.name);
}

/**
 * The result of a request.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function resultOf(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {Place[]} places
 * @param {Work<T>} work
 * @returns {Promise<T>}
 */
function transact(database, places, work) {
  return new Promise((done, fail) => {
    const transaction = database.transaction(places, 'readwrite');
    /** @type {T} */
    let result;
    /** @type {unknown} */
    let problem = null;
    transaction.oncomplete = () => done(result);
    transaction.onabort = () =>
      fail(transaction.error ?? problem ?? new DOMException('It was not stored.', 'AbortError'));
    const begun = async () => work((name) => transaction.objectStore(name));
    begun()
      .then((value) => {
        result = value;
        transaction.commit(); // a page that is left does not wait for it to end by itself
      })
      .catch((error) => {
        problem = error;
        transaction.abort();
      })
      .catch(() => {}); // it is over already
  });
}

/**
 * The keys of all snapshots of a run.
 * @param {number} run
 */
export function snapshotsOf(run) {
  return IDBKeyRange.bound([run, -Infinity], [run, Infinity]);
}
