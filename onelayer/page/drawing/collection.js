/** The visitor's labelled drawings, which only the browser has: limited in number, with undo. */

import { Listeners } from '../dom/listeners.js';
import { formatCount } from '../dom/words.js';
import { identityOf } from './drawing_lines.js';
import { countPoints } from './geometry.js';

/** @import { Point } from './geometry.js' */

/**
 * Never changed in place: a drawing that changes is a new object.
 * @typedef {{readonly label: number, readonly writer: string | null, readonly strokes: Point[][]}} LabelledDrawing
 */

/**
 * The largest numbers of drawings, and of strokes and points in all drawings together.
 * @typedef {{drawings: number, strokes: number, points: number}} Limits
 */

export const ROUND = 3; // drawings of each digit in a guided round

// A mixed order in which no digit follows itself: people copy a digit that they write twice in a row.
export const ROUND_ORDER = [...'370826194562093718450713928465'].map(Number);

export const MOST_UNDO_STEPS = 20;

export class DrawingCollection {
  /**
   * In the order in which they were added.
   * @type {readonly LabelledDrawing[]}
   */
  drawings = [];
  /**
   * The drawings before each change, for undo, the latest last.
   * @type {(readonly LabelledDrawing[])[]}
   */
  before = [];
  /** @type {Limits} */
  limits = { drawings: Infinity, strokes: Infinity, points: Infinity };
  owner = ''; // the visitor's name in drawings files: drawings with this name are the visitor's own
  #changes = new Listeners();
  /** Calls a listener at every change. */
  onChange = this.#changes.add;

  /**
   * Adds a drawing, unless an equal one is there. If it is the one that was added last, only its label is changed.
   * @param {LabelledDrawing} drawing
   * @returns {boolean} whether there was room for it
   */
  add({ label, writer, strokes }) {
    const last = this.drawings.at(-1);
    if (last && JSON.stringify(last.strokes) === JSON.stringify(strokes)) {
      this.relabel(last, label);
      return true;
    }
    const drawing = { label, writer, strokes: strokes.map((stroke) => [...stroke]) }; // a copy: the pad changes its own
    return this.addAll([drawing]).left === 0;
  }

  /**
   * Adds those of these drawings that have no equal yet, as many as there is room for, from the first.
   * @param {readonly LabelledDrawing[]} drawings
   * @returns {{added: number, present: number, left: number}}  how many were added, were there, and had no room
   */
  addAll(drawings) {
    const identities = new Set(this.drawings.map(identityOf));
    const missing = drawings.filter((drawing) => {
      const identity = identityOf(drawing);
      return !identities.has(identity) && identities.add(identity);
    });
    const added = countFitting(missing, this.limits, this.drawings);
    if (added) this.#change([...this.drawings, ...missing.slice(0, added)]);
    return { added, present: drawings.length - missing.length, left: missing.length - added };
  }

  /** The sentence that says why there is no room. */
  get fullSentence() {
    return `There is no place for it: ${this.limitsInWords} are the most that are kept. Delete some, or export them and start again.`;
  }

  /** "1,000 drawings, 5,000 strokes and 100,000 points in all" */
  get limitsInWords() {
    const { drawings, strokes, points } = this.limits;
    return `${formatCount(drawings, 'drawing')}, ${formatCount(strokes, 'stroke')} and ${formatCount(points, 'point')} in all`;
  }

  /**
   * Gives a drawing another label. Does nothing if the drawing is no longer there. If an equal drawing already has the
   * label, only that one stays.
   * @param {LabelledDrawing} drawing
   * @param {number} label
   * @returns {boolean} whether the drawing was removed, because there was an equal one
   */
  relabel(drawing, label) {
    if (drawing.label === label || !this.drawings.includes(drawing)) return false;
    const relabelled = { ...drawing, label };
    const hasEqual = this.drawings.some((each) => identityOf(each) === identityOf(relabelled));
    if (hasEqual) this.remove(drawing);
    else this.#change(this.drawings.map((each) => (each === drawing ? relabelled : each)));
    return hasEqual;
  }

  /**
   * Removes a drawing.
   * @param {LabelledDrawing} drawing
   */
  remove(drawing) {
    if (this.drawings.includes(drawing)) this.#change(this.drawings.filter((each) => each !== drawing));
  }

  /** Undoes the last change, if there was one. */
  undo() {
    const before = this.before.pop();
    if (!before) return;
    this.drawings = before;
    this.#changes.tell();
  }

  /** Removes all drawings. Undo does not bring them back. */
  clear() {
    this.replace([]);
  }

  /**
   * Replaces all drawings with those that the browser has stored. Undo does not bring the others back.
   * @param {readonly LabelledDrawing[]} drawings
   */
  replace(drawings) {
    this.before = [];
    this.drawings = drawings.slice(0, countFitting(drawings, this.limits));
    this.#changes.tell();
  }

  /** The next digit of the guided round; null when there are ROUND drawings of each digit by the visitor. */
  nextDigit() {
    const counts = this.counts();
    return ROUND_ORDER.find((digit) => counts[digit]-- === 0) ?? null;
  }

  /** The number of drawings of the guided round that are done. */
  roundDone() {
    return this.counts().reduce((sum, count) => sum + Math.min(ROUND, count), 0);
  }

  /** The number of the visitor's own drawings of each digit: those with the visitor's name, or with no name. */
  counts() {
    const counts = new Array(10).fill(0);
    for (const { label, writer } of this.drawings) if (!writer || writer === this.owner) counts[label]++;
    return counts;
  }

  /**
   * Sets the visitor's name. Spaces do not count, as in the files.
   * @param {string} name
   */
  setOwner(name) {
    const owner = name.split(/\s+/).filter(Boolean).join(' ');
    if (owner === this.owner) return;
    this.owner = owner;
    this.#changes.tell();
  }

  /** @param {readonly LabelledDrawing[]} drawings */
  #change(drawings) {
    this.before = [...this.before, this.drawings].slice(-MOST_UNDO_STEPS);
    this.drawings = drawings;
    this.#changes.tell();
  }
}

/** The visitor's drawings on this page. */
export const collection = new DrawingCollection();

/**
 * Counts how many of these drawings, from the first, there is room for beside others.
 * @param {readonly LabelledDrawing[]} drawings
 * @param {Limits} limits
 * @param {readonly LabelledDrawing[]} others
 */
function countFitting(drawings, limits, others = []) {
  const left = { ...limits };
  const take = (/** @type {LabelledDrawing} */ { strokes }) => {
    left.drawings -= 1;
    left.strokes -= strokes.length;
    left.points -= countPoints(strokes);
    return Object.values(left).every((room) => room >= 0);
  };
  others.forEach(take);
  const first = drawings.findIndex((drawing) => !take(drawing));
  return first < 0 ? drawings.length : first;
}
