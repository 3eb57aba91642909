/**
 * The browser's database: one record for a thing, in five object stores.
 * - `drawings`: the visitor's labelled drawings, in the order of their keys;
 * - `runs`: by their numbers, each with its final network, but without
 * - `snapshots`: by run and batches, and
 * - `inspections`: by run;
 * - `things`: by name, the hand with its lesson, settings, guesses, which network reads, the pad.
 */

/** @typedef {'drawings' | 'runs' | 'snapshots' | 'inspections' | 'things'} Place */

/** @type {Record<Place, IDBObjectStoreParameters>} */
const PLACES = {
  drawings: { keyPath: 'key', autoIncrement: true },
  runs: { keyPath: 'number' },
  snapshots: { keyPath: ['run', 'batches'] },
  inspections: { keyPath: 'run' },
  things: { keyPath: 'name' },
};
const VERSION = 1;

/**
 * Opens the database; makes it if there is none. Rejects if the browser blocks storage.
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
export function openDatabase(name) {
  const opening = indexedDB.open(name, VERSION);
  opening.onupgradeneeded = () => {
    for (const [place, options] of Object.entries(PLACES)) opening.result.createObjectStore(place, options);
  };
  return resultOf(opening);
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
 * Does some work in one transaction: all of it, or nothing.
 * @template T
 * @param {IDBDatabase} database
 * @param {Place[]} places
 * @param {(place: (name: Place) => IDBObjectStore) => T | Promise<T>} work  waits for nothing but requests
 * @returns {Promise<T>} what `work` returned, when it is stored
 */
export function transact(database, places, work) {
  return new Promise((done, fail) => {
    const transaction = database.transaction(places, 'readwrite');
    /** @type {T} */
    let result;
    /** @type {unknown} */
    let problem = null;
    transaction.oncomplete = () => done(result);
    transaction.onabort = () => fail(problem ?? transaction.error ?? new Error('It was not stored.'));
    Promise.resolve(work((name) => transaction.objectStore(name)))
      .then((value) => {
        result = value;
      })
      .catch((error) => {
        problem = error;
        abort(transaction);
      });
  });
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it is over already
  }
}

/**
 * The keys of all snapshots of a run.
 * @param {number} run
 */
export function snapshotsOf(run) {
  return IDBKeyRange.bound([run, -Infinity], [run, Infinity]);
}
