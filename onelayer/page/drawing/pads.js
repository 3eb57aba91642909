/** The content of each pad of the page. A pad has its sketchpad's id, and may exist before the sketchpad. */

import { decodeBytes, encodeBytes } from '../dom/decoding.js';
import { beforeNextFrame } from '../dom/frame.js';
import { Listeners } from '../dom/listeners.js';
import { shrinkPad } from '../reading/drawing.js';
import { isEmpty } from './ink.js';

/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

const MOST_UNDONE = 200;
/** @type {Readonly<Content>} */
const NOTHING = { strokes: [], image: null };

/** @type {Map<string, Pad>} */
const pads = new Map();

/**
 * Returns the pad with an id; makes it if there is none.
 * @param {string} id
 */
export function padOf(id) {
  const pad = pads.get(id) ?? new Pad();
  pads.set(id, pad);
  return pad;
}

/** One pad: its content, its earlier contents, and the listeners for its changes. */
export class Pad {
  /** @type {Content} */
  content = NOTHING;
  /** @type {Content[]} */
  past = []; // earlier contents for undo, the latest last
  #changes = new Listeners();
  /** Calls a listener after changes: once a frame, in the frame that shows them. */
  onChange = this.#changes.add;
  #submissions = new Listeners();
  /** Calls a listener when the visitor presses Enter: the drawing is finished. */
  onSubmit = this.#submissions.add;
  submit = this.#submissions.tell;
  #rests = new Listeners();
  /** Calls a listener when the pad has not changed for a moment, by the pen or otherwise. */
  onRest = this.#rests.add;
  rest = this.#rests.tell;
  /** @type {{image: string, stroke: Point[]} | null} */
  overImage = null; // a stroke that is drawn over an image, and that image without it
  isWriting = false; // the last stroke is under the pen
  tell = () => {
    this.inkImage();
    this.#changes.tell();
  };

  /** Announces a change. Call it after changing the stroke under the pen; all other methods call it themselves. */
  changed() {
    beforeNextFrame(this.tell);
  }

  /**
   * Puts another content on the pad. Undo brings back the content before.
   * @param {Content} content
   */
  put(content) {
    this.past.push(isEmpty(this.content) ? NOTHING : { ...this.content, strokes: [...this.content.strokes] });
    if (this.past.length > MOST_UNDONE) this.past.shift();
    this.content = content;
    this.overImage = null;
    this.isWriting = false;
    this.changed();
  }

  /**
   * Puts a content on the pad that was there before the page was loaded, if nothing has been put on it since.
   * @param {Content} content
   */
  restore(content) {
    if (this.past.length || !isEmpty(this.content)) return;
    this.content = content;
    this.changed();
  }

  /**
   * Shows strokes that the page writes itself, while the visitor has nothing on the pad. The first stroke replaces them.
   * @param {Point[][]} strokes
   */
  demonstrate(strokes) {
    if (!isEmpty(this.content)) return;
    this.content = { strokes, image: null, isDemo: true };
    this.changed();
  }

  /**
   * Begins a stroke at a point. Over an image the stroke becomes a part of the image, in its pixels, as they are read.
   * @param {Point} point
   * @returns {Point[]} the stroke; the caller appends further points
   */
  begin(point) {
    const stroke = [point];
    const { image, strokes } = isEmpty(this.content) ? NOTHING : this.content;
    this.put(image === null ? { strokes: [...strokes, stroke], image } : { ...this.content });
    if (image !== null) this.overImage = { image, stroke };
    this.isWriting = true;
    return stroke;
  }

  /** Ends the stroke: the pen is lifted. */
  lift() {
    if (!this.isWriting) return;
    this.isWriting = false;
    this.changed();
  }

  inkImage() {
    if (!this.overImage) return;
    const { image, stroke } = this.overImage;
    const ink = shrinkPad([stroke]);
    const inked = decodeBytes(image).map((byte, i) => Math.max(byte, ink[i]));
    this.content = { ...this.content, image: encodeBytes(inked) };
  }

  /** Brings back the content before the last stroke, picture or clearing. */
  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.content = before;
    this.overImage = null;
    this.isWriting = false;
    this.changed();
  }

  clear() {
    if (!isEmpty(this.content)) this.put(NOTHING);
  }

  /** Empties the pad so that undo does not bring the content back. */
  take() {
    this.content = NOTHING;
    this.past = [];
    this.overImage = null;
    this.changed();
  }
}
