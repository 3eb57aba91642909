/** The visitor's labelled drawings, which the browser has and nobody else: bounded, with undo. */

/** @import { Point } from './geometry.js' */

/**
 * Never changed in place: while a drawing is as it was, it is the same object.
 * @typedef {{readonly label: number, readonly writer: string | null, readonly strokes: Point[][]}} LabelledDrawing
 */

/**
 * How many there may be, in all drawings together.
 * @typedef {{drawings: number, strokes: number, points: number}} Limits
 */

export const ROUND = 3; // drawings of each digit in a guided round

// A mixed order, in which no digit follows itself: what is written twice in a row is copied, not written.
export const ROUND_ORDER = [...'370826194562093718450713928465'].map(Number);

export const MOST_UNDO_STEPS = 20;

export class DrawingCollection {
  /**
   * In the order in which they came.
   * @type {readonly LabelledDrawing[]}
   */
  drawings = [];
  /**
   * What they were before each change, for undo, the latest last.
   * @type {(readonly LabelledDrawing[])[]}
   */
  before = [];
  /** @type {Limits} */
  limits = { drawings: Infinity, strokes: Infinity, points: Infinity };
  /** @type {Set<() => void>} */
  listeners = new Set();

  /**
   * Hear of every change, at once.
   * @param {() => void} listener
   */
  onChange(listener) {
    this.listeners.add(listener);
  }

  /**
   * One more. If it is the one that was added last, that is given the new label instead.
   * @param {LabelledDrawing} drawing
   * @returns {boolean} whether there was room for it
   */
  add({ label, writer, strokes }) {
    const last = this.drawings.at(-1);
    if (last && this.hasLast({ strokes })) {
      this.relabel(last, label);
      return true;
    }
    const drawing = { label, writer, strokes: strokes.map((stroke) => [...stroke]) }; // the pad goes on with its own
    return this.addAll([drawing]) === 1;
  }

  /**
   * As many of these as there is room for, from the first.
   * @param {readonly LabelledDrawing[]} drawings
   * @returns {number} how many that is
   */
  addAll(drawings) {
    const count = countFitting(drawings, this.limits, this.drawings);
    if (count) this.change([...this.drawings, ...drawings.slice(0, count)]);
    return count;
  }

  /** Why there is no room, in words. */
  get fullSentence() {
    return `There is no place for it: ${this.limitsInWords} are the most that are kept. Delete some, or export them and start again.`;
  }

  /** "1,000 drawings, 5,000 strokes and 100,000 points in all" */
  get limitsInWords() {
    const [drawings, strokes, points] = [this.limits.drawings, this.limits.strokes, this.limits.points].map((limit) =>
      limit.toLocaleString('en'),
    );
    return `${drawings} drawings, ${strokes} strokes and ${points} points in all`;
  }

  /**
   * Another label for a drawing; nothing, if it is gone.
   * @param {LabelledDrawing} drawing
   * @param {number} label
   */
  relabel(drawing, label) {
    if (drawing.label === label || !this.drawings.includes(drawing)) return;
    this.change(this.drawings.map((each) => (each === drawing ? { ...drawing, label } : each)));
  }

  /**
   * Without a drawing.
   * @param {LabelledDrawing} drawing
   */
  remove(drawing) {
    if (this.drawings.includes(drawing)) this.change(this.drawings.filter((each) => each !== drawing));
  }

  /** As it was before the last change, if there was one. */
  undo() {
    const before = this.before.pop();
    if (!before) return;
    this.drawings = before;
    this.tell();
  }

  /** Forget them all. Undo does not bring them back. */
  clear() {
    this.replace([]);
  }

  /**
   * What the browser has stored, in place of what there is. Undo does not bring that back.
   * @param {readonly LabelledDrawing[]} drawings
   */
  replace(drawings) {
    this.before = [];
    this.drawings = drawings.slice(0, countFitting(drawings, this.limits));
    this.tell();
  }

  /**
   * Whether it is the one that was added last, whatever its label.
   * @param {{strokes: Point[][]}} drawing
   */
  hasLast(drawing) {
    const last = this.drawings.at(-1);
    return last !== undefined && hasSameStrokes(last, drawing);
  }

  /** The next digit of the guided round; null when there are ROUND of each. */
  nextDigit() {
    const counts = this.counts();
    return ROUND_ORDER.find((digit) => counts[digit]-- === 0) ?? null;
  }

  /** How many drawings of the guided round there are. */
  roundDone() {
    return this.counts().reduce((sum, count) => sum + Math.min(ROUND, count), 0);
  }

  /** How many drawings there are of each digit. */
  counts() {
    const counts = new Array(10).fill(0);
    for (const { label } of this.drawings) counts[label]++;
    return counts;
  }

  /**
   * @private
   * @param {readonly LabelledDrawing[]} drawings
   */
  change(drawings) {
    this.before = [...this.before, this.drawings].slice(-MOST_UNDO_STEPS);
    this.drawings = drawings;
    while (this.before.length && !isWithin(sizeOf(this.held()), this.limits)) this.before.shift();
    this.tell();
  }

  /**
   * Every drawing that is held, those that only undo would bring back included.
   * @private
   */
  held() {
    return [...new Set([...this.drawings, ...this.before.flat()])];
  }

  /** @private */
  tell() {
    for (const listener of this.listeners) listener();
  }
}

/** The visitor's, on this page. */
export const collection = new DrawingCollection();

/**
 * How many of these, from the first, there is room for beside others.
 * @param {readonly LabelledDrawing[]} drawings
 * @param {Limits} limits
 * @param {readonly LabelledDrawing[]} others
 */
function countFitting(drawings, limits, others = []) {
  const size = sizeOf(others);
  const first = drawings.findIndex((drawing) => {
    addSize(size, drawing);
    return !isWithin(size, limits);
  });
  return first < 0 ? drawings.length : first;
}

/**
 * @param {readonly LabelledDrawing[]} drawings
 * @returns {Limits}
 */
function sizeOf(drawings) {
  const size = { drawings: 0, strokes: 0, points: 0 };
  for (const drawing of drawings) addSize(size, drawing);
  return size;
}

/**
 * @param {Limits} size
 * @param {LabelledDrawing} drawing
 */
function addSize(size, { strokes }) {
  size.drawings += 1;
  size.strokes += strokes.length;
  for (const stroke of strokes) size.points += stroke.length;
}

/**
 * @param {Limits} size
 * @param {Limits} limits
 */
function isWithin(size, limits) {
  return size.drawings <= limits.drawings && size.strokes <= limits.strokes && size.points <= limits.points;
}

/**
 * @param {{strokes: Point[][]}} first
 * @param {{strokes: Point[][]}} second
 */
function hasSameStrokes(first, second) {
  return (
    first.strokes.length === second.strokes.length &&
    first.strokes.every((stroke, i) => {
      const other = second.strokes[i];
      return stroke.length === other.length && stroke.every(([x, y], j) => x === other[j][0] && y === other[j][1]);
    })
  );
}
