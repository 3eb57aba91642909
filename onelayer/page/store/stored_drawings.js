/** Keeps a collection of drawings in the database: one record for a drawing, in the order of the drawings. */

import { formatDrawings, parseDrawings } from '../drawing/drawing_lines.js';
import { resultOf } from './database.js';

/** @import { DrawingCollection, LabelledDrawing } from '../drawing/collection.js' */
/** @import { Database } from './database.js' */

/** @typedef {{key: number, line: string}} StoredDrawing  line: of a drawings file */

export class StoredDrawings {
  /** @type {Map<LabelledDrawing, number>} */
  stored = new Map(); // the keys of the drawings that are in the database, as far as this page knows
  /** @type {WeakMap<LabelledDrawing, number>} */
  keys = new WeakMap(); // also of deleted ones: undo brings them back to their places
  isTaking = false;

  /**
   * @param {Database} database
   * @param {DrawingCollection} collection
   * @param {() => void} onChange  called when there is something to write
   */
  constructor(database, collection, onChange) {
    this.database = database;
    this.collection = collection;
    collection.onChange(() => {
      if (!this.isTaking && this.isAhead()) onChange();
    });
  }

  /** Whether the page's drawings are others than the stored ones. */
  isAhead() {
    const { drawings } = this.collection;
    return drawings.length !== this.stored.size || drawings.some((drawing) => !this.stored.has(drawing));
  }

  /** Writes what has changed. Rejects if it is not stored. @returns {Promise<boolean>} whether there was anything */
  async write() {
    if (!this.isAhead()) return false;
    const { drawings } = this.collection;
    this.stored = await this.database.write(['drawings'], (place) => this.#put(place('drawings'), drawings));
    for (const [drawing, key] of this.stored) this.keys.set(drawing, key);
    return true;
  }

  /**
   * @param {IDBObjectStore} place
   * @param {readonly LabelledDrawing[]} drawings
   * @returns {Promise<Map<LabelledDrawing, number>>} their keys
   */
  async #put(place, drawings) {
    const present = new Set(drawings);
    const stored = new Map([...this.stored].filter(([drawing]) => present.has(drawing)));
    const used = new Set(stored.values());
    const free = [...this.stored.values()].filter((key) => !used.has(key)).sort((a, b) => a - b);
    for (const key of free) place.delete(key);
    const ends = endsOf(drawings.map((drawing) => stored.get(drawing)));
    let before = 0;
    for (const [i, drawing] of drawings.entries()) {
      if (!stored.has(drawing)) {
        const line = lineOf(drawing);
        // Its own place if it had one, or that of the drawing that it replaces, or the last.
        const places = [this.keys.get(drawing), free.find((key) => key > before && key < ends[i])];
        const key = places.find((key) => key !== undefined && !used.has(key));
        const given = key === undefined ? place.add({ line }) : place.put({ key, line });
        stored.set(drawing, Number(await resultOf(given)));
      }
      before = stored.get(drawing) ?? before;
      used.add(before);
    }
    return stored;
  }

  /**
   * Takes what is stored: the collection gets the drawings of other pages, and loses those that they have deleted. What
   * was changed here and is not written yet stays changed. Drawings that are the same stay the same objects.
   * @returns {Promise<number>} how many could not be read, or had no room
   */
  async take() {
    const records = await this.database.read('drawings', (place) => place.getAll());
    const known = new Map([...this.stored].map(([drawing, key]) => [key, drawing]));
    const here = new Set(this.collection.drawings);
    /** @type {Map<LabelledDrawing, number>} */
    const stored = new Map();
    /** @type {LabelledDrawing[]} */
    const drawings = [];
    for (const { key, line } of records) {
      const before = known.get(key);
      const drawing = before && lineOf(before) === line ? before : parseLine(line);
      if (!drawing) continue;
      stored.set(drawing, key);
      if (drawing !== before || here.has(drawing)) drawings.push(drawing);
    }
    const readable = stored.size;
    const added = this.collection.drawings.filter((drawing) => !this.stored.has(drawing));
    this.#replace([...drawings, ...added]);
    const shown = new Set(this.collection.drawings);
    const without = drawings.filter((drawing) => !shown.has(drawing));
    for (const drawing of without) stored.delete(drawing); // what has no room here stays stored
    this.stored = stored;
    return records.length - readable + without.length;
  }

  /** Removes all drawings from the page. The database is emptied by the store. */
  clear() {
    this.lose();
    this.#replace([]);
  }

  /** Forgets what is stored: the database is empty. */
  lose() {
    this.stored = new Map();
    this.keys = new WeakMap();
  }

  /** @param {LabelledDrawing[]} drawings */
  #replace(drawings) {
    this.isTaking = true;
    this.collection.replace(drawings);
    this.isTaking = false;
  }
}

/** @param {LabelledDrawing} drawing */
function lineOf(drawing) {
  return formatDrawings([drawing]).trim();
}

/**
 * @param {unknown} line
 * @returns {LabelledDrawing | null} null if there is none in it
 */
function parseLine(line) {
  return (typeof line === 'string' && parseDrawings(line).drawings[0]) || null;
}

/**
 * For each of these keys the next one after it; Infinity if there is none.
 * @param {(number | undefined)[]} keys
 */
function endsOf(keys) {
  const ends = new Array(keys.length).fill(Infinity);
  for (let i = keys.length - 2; i >= 0; i--) ends[i] = keys[i + 1] ?? ends[i + 1];
  return ends;
}
