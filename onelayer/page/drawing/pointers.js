/**
 * Which of the pointers on a pad draws. One does at a time: the first, until a pen comes, or a finger that draws while the
 * first only rests. A hand that lies on the pad leaves no mark then, and does not lock the pen out.
 */

import { clamp } from './geometry.js';

/** @import { Point } from './geometry.js' */

/**
 * @typedef {object} Drawer  what a pad does with the pointer that draws
 * @property {(point: Point) => void} begin  a stroke
 * @property {(point: Point) => void} extend  the stroke
 * @property {() => void} end  the stroke is finished
 * @property {() => void} drop  removes the stroke, which was not meant
 *
 * @typedef {object} Pointer  one that is down
 * @property {string} type  mouse, pen or touch
 * @property {Point[]} trail  where it was until it draws; before it comes onto the pad, the last place at the pad's border
 * @property {boolean} entered  it has been on the pad
 * @property {boolean} moved  it has drawn there, and does not only rest
 * @property {boolean} rests  it does not draw until it is lifted
 */

const RESTING = 0.05; // of the pad's height: a finger that has moved less has not drawn

/** Places are in the unit of the pad's height: from (0, 0) to (width, 1) on the pad, and outside of that beside it. */
export class Pointers {
  /** @type {Map<number, Pointer>} */
  down = new Map();
  /** @type {number | null} */
  drawing = null; // the id of the pointer that draws

  /**
   * @param {Drawer} drawer
   * @param {number} width  of the pad, in its heights; 1 for a square one
   */
  constructor(drawer, width = 1) {
    this.drawer = drawer;
    this.width = width;
  }

  /**
   * A pointer is pressed, on the pad or beside it.
   * @param {number} id
   * @param {string} type
   * @param {Point} place
   */
  press(id, type, place) {
    if (this.down.has(id)) this.lift(id); // the browser has not reported that it was lifted
    if (type === 'pen') {
      for (const pointer of this.down.values()) pointer.rests ||= pointer.type !== 'pen';
      if (this.pointerThatDraws()?.rests) this.drop();
    }
    const drawing = this.pointerThatDraws();
    const isShutOut = drawing !== undefined && !(drawing.type === 'touch' && type === 'touch');
    this.down.set(id, { type, trail: [], entered: false, moved: false, rests: isShutOut });
    this.move(id, place);
  }

  /**
   * A pointer has moved. If it is not pressed, nothing happens.
   * @param {number} id
   * @param {Point} place
   */
  move(id, place) {
    const pointer = this.down.get(id);
    if (!pointer) return;
    const onPad = this.clip(place);
    pointer.entered ||= onPad[0] === place[0] && onPad[1] === place[1];
    if (!pointer.entered) pointer.trail = [onPad];
    else if (pointer.rests) return;
    else this.draw(id, pointer, onPad);
  }

  /**
   * @param {number} id
   * @param {Pointer} pointer
   * @param {Point} place
   */
  draw(id, pointer, place) {
    const [[x, y] = place] = pointer.trail;
    pointer.moved ||= Math.hypot(place[0] - x, place[1] - y) >= RESTING;
    if (id === this.drawing) {
      this.drawer.extend(place);
      return;
    }
    pointer.trail.push(place);
    if (this.mayDraw(pointer)) this.take(id, pointer);
  }

  /**
   * A pointer is lifted.
   * @param {number} id
   */
  lift(id) {
    const pointer = this.down.get(id);
    this.down.delete(id);
    if (!pointer || id !== this.drawing) return;
    this.drawing = null;
    if (pointer.moved) for (const other of this.down.values()) other.rests = true;
    this.drawer.end();
  }

  /**
   * The system takes a pointer away. If it was a touch that drew, the stroke was not meant.
   * @param {number} id
   */
  cancel(id) {
    if (id === this.drawing && this.down.get(id)?.type === 'touch') this.drop();
    this.lift(id);
  }

  /** The stroke under the pen is over, as what is on the pad changes. */
  stop() {
    for (const pointer of this.down.values()) pointer.rests = true;
    this.drawing = null;
  }

  pointerThatDraws() {
    return this.drawing === null ? undefined : this.down.get(this.drawing);
  }

  /** @param {Pointer} pointer */
  mayDraw(pointer) {
    const drawing = this.pointerThatDraws();
    if (!drawing) return this.down.size === 1 || pointer.type !== 'touch' || pointer.moved;
    return pointer.moved && !drawing.moved;
  }

  /**
   * Let a pointer draw, from where it was first.
   * @param {number} id
   * @param {Pointer} pointer
   */
  take(id, pointer) {
    const before = this.pointerThatDraws();
    if (before) {
      before.rests = true;
      this.drop();
    }
    this.drawing = id;
    const [first, ...more] = pointer.trail;
    this.drawer.begin(first);
    for (const place of more) this.drawer.extend(place);
  }

  drop() {
    this.drawing = null;
    this.drawer.drop();
  }

  /**
   * @param {Point} place
   * @returns {Point}
   */
  clip([x, y]) {
    return [clamp(x, 0, this.width), clamp(y, 0, 1)];
  }
}
