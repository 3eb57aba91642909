/** <digit-pad>: a pad to draw a digit on, which reads it while it is drawn. */

import { decodeFloats } from '../../page/dom/decoding.js';
import { beforeNextFrame } from '../../page/dom/frame.js';
import { placeIn } from '../../page/drawing/geometry.js';
import { paintStroke } from '../../page/drawing/ink.js';
import { Pointers } from '../../page/drawing/pointers.js';
import { drawImage, hasInk } from '../../page/reading/drawing.js';
import { networkOfNumbers, read } from '../../page/reading/network.js';
import { judge, sentenceOf } from '../../page/reading/verdict.js';

/** @import { Point, Stroke } from '../../page/reading/drawing.js' */
/** @import { InputForm } from '../../page/reading/inputs.js' */
/** @import { Network } from '../../page/reading/network.js' */

/**
 * @typedef {object} PadReading
 * @property {number | null} digit  the most probable one; null if there is no more ink than a dot
 * @property {number[] | null} probabilities  of the digits 0 to 9
 * @property {boolean} sure  one digit is far more probable than the others, and the strokes are not two digits
 * @property {string} sentence  how sure it is, in words
 */

/** @type {PadReading} */
const NOTHING = { digit: null, probabilities: null, sure: false, sentence: '' };
const PEN = 0.062; // its width, of the pad's side; for the eye only: the image has a pen of its own
const CLOSEST = 0.003; // of the pad's side; nearer points say nothing new

const STYLE = `
  :host { display: inline-block; inline-size: 18rem; max-inline-size: 100%; color: var(--digit-pad-ink, CanvasText); }
  :host([hidden]) { display: none; }
  .paper { position: relative; aspect-ratio: 1; }
  canvas { position: absolute; inset: 0; box-sizing: border-box; inline-size: 100%; block-size: 100%; touch-action: none;
    cursor: crosshair; color: inherit; background: var(--digit-pad-paper, Canvas); border: 1px solid var(--digit-pad-rule, GrayText);
    border-radius: 14px; user-select: none; -webkit-user-select: none; }
  .hint { position: absolute; inset: 0; display: grid; place-items: center; pointer-events: none; opacity: .65; }
  .tools { display: flex; gap: .5rem; margin-block-start: .6rem; }
  button { flex: 1; min-block-size: 2.75rem; font: inherit; color: inherit; background: transparent; cursor: pointer;
    border: 1px solid var(--digit-pad-rule, GrayText); border-radius: 9px; }
  button:disabled { opacity: .55; cursor: default; }
  :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  [hidden] { display: none; }
`;
const TEMPLATE = `
  <div class="paper">
    <canvas tabindex="0" role="img" aria-label="Pad. Draw a digit with mouse, finger or pen."></canvas>
    <div class="hint" aria-hidden="true">Draw a digit here</div>
  </div>
  <div class="tools">
    <button type="button" class="undo" disabled>Undo</button>
    <button type="button" class="clear" disabled>Clear</button>
  </div>
`;

/** The pad of one network. Its event `reading` has a PadReading as its `detail`, and comes whenever the ink changes. */
export class DigitPad extends HTMLElement {
  /** @type {Network | null} */
  static network = null;

  /** @type {Stroke[]} */
  strokes = [];
  reading = NOTHING;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${STYLE}</style>${TEMPLATE}`;
    this.canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
    this.hint = /** @type {HTMLElement} */ (root.querySelector('.hint'));
    this.undoButton = /** @type {HTMLButtonElement} */ (root.querySelector('.undo'));
    this.clearButton = /** @type {HTMLButtonElement} */ (root.querySelector('.clear'));
    this.undoButton.addEventListener('click', () => this.undo());
    this.clearButton.addEventListener('click', () => this.clear());
    this.pointers = this.makePointers();
    this.listen();
  }

  connectedCallback() {
    this.sizes = new ResizeObserver(this.paint);
    this.sizes.observe(this.canvas);
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.paint);
    this.paint();
  }

  disconnectedCallback() {
    this.sizes?.disconnect();
    this.scheme?.removeEventListener('change', this.paint);
  }

  /** Takes the last stroke away. */
  undo() {
    this.pointers.stop();
    this.strokes.pop();
    this.changed();
  }

  /** Takes all strokes away. */
  clear() {
    this.pointers.stop();
    this.strokes = [];
    this.changed();
  }

  /**
   * Reads strokes, those on the pad or others.
   * @param {Stroke[]} strokes  points [x, y] in the unit square, x to the right and y down
   * @returns {PadReading}
   */
  read(strokes) {
    const { network } = DigitPad;
    if (!network || !hasInk(strokes)) return NOTHING;
    const reading = read(network, drawImage(strokes));
    const verdict = judge(reading, network.inputForm, null, [], strokes);
    const { predictedDigit: digit, probabilities } = reading;
    return { digit, probabilities, sure: verdict.isSure, sentence: sentenceOf({ reading, verdict }) };
  }

  changed() {
    beforeNextFrame(this.update);
  }

  update = () => {
    this.paint();
    this.reading = this.read(this.strokes);
    this.dispatchEvent(new CustomEvent('reading', { detail: this.reading, bubbles: true, composed: true }));
  };

  paint = () => {
    const { canvas, strokes } = this;
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    const context = canvas.getContext('2d');
    if (!side || !context) return;
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    context.clearRect(0, 0, side, side);
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    context.lineWidth = PEN * side;
    context.lineCap = context.lineJoin = 'round';
    for (const stroke of strokes) {
      paintStroke(
        context,
        stroke.map(([x, y]) => [x * side, y * side]),
      );
    }
    this.hint.hidden = strokes.length > 0;
    this.undoButton.disabled = this.clearButton.disabled = !strokes.length;
  };

  makePointers() {
    /** @type {Stroke} */
    let stroke = [];
    return new Pointers({
      begin: (point) => {
        stroke = [point];
        this.strokes.push(stroke);
        this.changed();
      },
      extend: (point) => {
        const [[x, y]] = stroke.slice(-1);
        if (Math.hypot(point[0] - x, point[1] - y) < CLOSEST) return;
        stroke.push(point);
        this.changed();
      },
      end: () => {},
      drop: () => {
        this.strokes.pop();
        this.changed();
      },
    });
  }

  listen() {
    const { canvas, pointers } = this;
    const placeOf = (/** @type {PointerEvent} */ event) => placeIn(event, canvas.getBoundingClientRect());
    canvas.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      pointers.press(event.pointerId, event.pointerType, placeOf(event));
    });
    canvas.addEventListener('pointermove', (event) => {
      const between = event.getCoalescedEvents?.() ?? [];
      for (const each of between.length ? between : [event]) pointers.move(event.pointerId, placeOf(each));
    });
    for (const lifted of /** @type {const} */ (['pointerup', 'lostpointercapture'])) {
      canvas.addEventListener(lifted, (event) => pointers.lift(event.pointerId));
    }
    canvas.addEventListener('pointercancel', (event) => pointers.cancel(event.pointerId));
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.clear();
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') this.undo();
      else return;
      event.preventDefault();
    });
  }
}

/**
 * Makes <digit-pad> an element of the page.
 * @param {string} numbers  base64 of the network's 7,850 float32 numbers: a kernel (784, 10) row by row, and the bias
 * @param {InputForm} inputForm
 */
export function defineDigitPad(numbers, inputForm) {
  DigitPad.network = networkOfNumbers(decodeFloats(numbers), inputForm);
  customElements.define('digit-pad', DigitPad);
}
