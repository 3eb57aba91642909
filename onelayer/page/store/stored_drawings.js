/** Writes the changes of a collection of drawings to the database: one record for a drawing. */

import { formatDrawings, parseDrawings } from '../../ui/components/drawing_lines.js';
import { resultOf } from './database.js';

/** @import { DrawingCollection, LabelledDrawing } from '../../ui/components/collection.js' */
/** @import { Place } from './database.js' */

/** @typedef {{key: number, line: string}} StoredDrawing  line: of a drawings file */
/** @typedef {(work: (place: (name: Place) => IDBObjectStore) => Promise<unknown>) => Promise<unknown>} Write */

export class StoredDrawings {
  /** @type {Map<LabelledDrawing, number>} */
  keys = new Map(); // of each drawing that is stored; they have the order of the drawings
  isTaking = false;

  /**
   * @param {DrawingCollection} collection
   * @param {Write} write
   */
  constructor(collection, write) {
    this.collection = collection;
    this.write = write;
  }

  /** From now on each change is written. */
  begin() {
    this.collection.onChange(() => {
      if (!this.isTaking) this.keep();
    });
    if (this.collection.drawings.some((drawing) => !this.keys.has(drawing))) this.keep();
  }

  /**
   * Replaces the collection's drawings with those that are stored. Those that are there already stay the same objects.
   * @param {readonly StoredDrawing[]} stored
   * @returns {number} how many could not be read
   */
  take(stored) {
    const known = new Map([...this.keys].map(([drawing, key]) => [key, drawing]));
    /** @type {Map<LabelledDrawing, number>} */
    const keys = new Map();
    for (const { key, line } of stored) {
      const there = known.get(key);
      const drawing = there && formatDrawings([there]).trim() === line ? there : parseDrawings(line).drawings[0];
      if (drawing) keys.set(drawing, key);
    }
    this.keys = keys;
    this.isTaking = true;
    this.collection.replace([...keys.keys()]);
    this.isTaking = false;
    return stored.length - this.collection.drawings.length;
  }

  /** @private */
  keep() {
    const drawings = this.collection.drawings;
    this.write(async (place) => {
      const store = place('drawings');
      const present = new Set(drawings);
      const keys = new Map([...this.keys].filter(([drawing]) => present.has(drawing)));
      const free = new Set([...this.keys].filter(([drawing]) => !present.has(drawing)).map(([, key]) => key));
      for (const key of free) store.delete(key);
      for (const [i, drawing] of drawings.entries()) {
        if (keys.has(drawing)) continue;
        const line = formatDrawings([drawing]).trim();
        const before = i ? (keys.get(drawings[i - 1]) ?? 0) : 0;
        const after = drawings.slice(i + 1).find((each) => keys.has(each));
        if (after === undefined) {
          keys.set(drawing, Number(await resultOf(store.add({ line }))));
          continue;
        }
        const end = keys.get(after) ?? before + 2;
        const key = [...free].find((each) => each > before && each < end) ?? (before + end) / 2;
        free.delete(key);
        store.put({ key, line });
        keys.set(drawing, key);
      }
      this.keys = keys;
    });
  }
}
