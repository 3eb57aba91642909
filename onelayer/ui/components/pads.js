/** What is on each pad of the page. A pad is known by its element's id, also before its sketchpad is there. */

import { beforeNextFrame } from './frame.js';
import { isEmpty } from './ink.js';

/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

const MOST_UNDONE = 200;

/** @type {Map<string, Pad>} */
const pads = new Map();

/**
 * The pad of an id.
 * @param {string} id
 */
export function padOf(id) {
  const pad = pads.get(id) ?? new Pad();
  pads.set(id, pad);
  return pad;
}

/** The content of one pad, what was on it before, and who wants to hear of its changes. */
export class Pad {
  /** @type {Content} */
  content = { strokes: [], image: null };
  number = 0; // of the last change
  /** @type {Content[]} */
  past = []; // for undo, the latest last
  /** @type {Set<() => void>} */
  listeners = new Set();
  /** @type {Set<() => void>} */
  submitListeners = new Set();
  /** @type {Set<() => void>} */
  restListeners = new Set();
  tell = () => {
    for (const listener of this.listeners) listener();
  };

  /**
   * Hear of every change: once a frame, in the frame that shows it.
   * @param {() => void} listener
   */
  onChange(listener) {
    this.listeners.add(listener);
  }

  /**
   * Hear of the Enter key: the drawing is finished.
   * @param {() => void} listener
   */
  onSubmit(listener) {
    this.submitListeners.add(listener);
  }

  /**
   * Hear when the pen rests, or what else changed the pad has been there for a moment.
   * @param {() => void} listener
   */
  onRest(listener) {
    this.restListeners.add(listener);
  }

  rest() {
    for (const listener of this.restListeners) listener();
  }

  submit() {
    for (const listener of this.submitListeners) listener();
  }

  /** To be called after a change of the stroke under the pen; all other changes do it themselves. */
  changed() {
    this.number += 1;
    beforeNextFrame(this.tell);
  }

  /**
   * Put something else on the pad. Undo brings back what was there.
   * @param {Content} content
   */
  put(content) {
    this.past.push({ ...this.content, strokes: [...this.content.strokes] });
    if (this.past.length > MOST_UNDONE) this.past.shift();
    this.content = content;
    this.changed();
  }

  /**
   * Begin a stroke at a point.
   * @param {Point} point
   * @returns {Point[]} the stroke, to be gone on with
   */
  begin(point) {
    const stroke = [point];
    const strokes = this.content.image === null ? this.content.strokes : [];
    this.put({ strokes: [...strokes, stroke], image: null });
    return stroke;
  }

  /** Bring back what was there before the last stroke, picture or clearing. */
  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.content = before;
    this.changed();
  }

  clear() {
    if (!isEmpty(this.content)) this.put({ strokes: [], image: null });
  }

  /** Take what is there from the pad: undo does not bring it back. */
  take() {
    this.content = { strokes: [], image: null };
    this.past = [];
    this.changed();
  }
}
