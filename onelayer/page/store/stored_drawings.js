/** Keeps a collection of drawings in the database: one record, the text of a drawings file. */

import { formatDrawings, parseDrawings } from '../drawing/drawing_lines.js';
import { resultOf } from './database.js';

/** @import { DrawingCollection, LabelledDrawing } from '../drawing/collection.js' */
/** @import { Database } from './database.js' */

/** @typedef {readonly LabelledDrawing[]} Drawings */

const NAME = 'drawings';

export class StoredDrawings {
  /** @type {Drawings} */
  stored = []; // what this page has written or taken last
  #isTaking = false;

  /**
   * @param {Database} database
   * @param {DrawingCollection} collection
   * @param {() => void} onChange  called when there is something to write
   */
  constructor(database, collection, onChange) {
    this.database = database;
    this.collection = collection;
    collection.onChange(() => {
      if (!this.#isTaking && this.isAhead()) onChange();
    });
  }

  /** Whether the page's drawings are others than those that it has written or taken last. */
  isAhead() {
    const { drawings } = this.collection;
    return drawings.length !== this.stored.length || drawings.some((drawing, i) => drawing !== this.stored[i]);
  }

  /**
   * Writes what has changed here, together with what other pages have changed. Rejects if it is not stored.
   * @returns {Promise<boolean>} whether there was anything
   */
  async write() {
    if (!this.isAhead()) return false;
    const { drawings } = this.collection;
    await this.database.write(['things'], async (place) => {
      const others = this.#parse(await resultOf(place('things').get(NAME)));
      place('things').put({ name: NAME, value: formatDrawings(merge(this.stored, others, drawings)) });
    });
    this.stored = drawings;
    return true;
  }

  /**
   * Takes what is stored: the collection gets the drawings of other pages, and loses those that they have deleted. What
   * was changed here and is not written yet stays changed. Drawings that are the same stay the same objects.
   */
  async take() {
    const others = this.#parse(await this.database.read('things', (place) => place.get(NAME)));
    const all = merge(this.stored, this.collection.drawings, others);
    this.#replace(all);
    const left = new Set(all.slice(this.collection.drawings.length)); // it has no room here, and stays in the record
    this.stored = others.filter((drawing) => !left.has(drawing));
  }

  /** Removes all drawings from the page. The database is emptied by the store. */
  clear() {
    this.lose();
    this.#replace([]);
  }

  /** Forgets what is stored: the database is empty. */
  lose() {
    this.stored = [];
  }

  /** @param {{value: string} | undefined} record */
  #parse(record) {
    const known = new Set([...this.stored, ...this.collection.drawings]);
    return parseDrawings(record?.value ?? '', [...known]).drawings;
  }

  /** @param {Drawings} drawings */
  #replace(drawings) {
    this.#isTaking = true;
    this.collection.replace(drawings);
    this.#isTaking = false;
  }
}

/**
 * Does to drawings what has been done to the same ones elsewhere.
 * @param {Drawings} before
 * @param {Drawings} elsewhere  these, changed
 * @param {Drawings} here  these, changed too
 */
function merge(before, elsewhere, here) {
  const [known, kept, shown] = [before, elsewhere, here].map((drawings) => new Set(drawings));
  const added = elsewhere.filter((drawing) => !known.has(drawing) && !shown.has(drawing));
  return [...here.filter((drawing) => !known.has(drawing) || kept.has(drawing)), ...added];
}
