// @ts-check
import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find, setAttribute } from './dom.js';
import { placeIn } from './geometry.js';
import { countPoints, describe, isEmpty, paintImage, paintStroke, turnImage } from './ink.js';
import { padOf } from './pads.js';
import { inkColour, onThemeChange } from './theme.js';
import { bringIntoView } from './view.js';

/** @import { Component } from './component.js' */
/** @import { Origin } from './ink.js' */
/** @import { Point } from './geometry.js' */

/**
 * @typedef {object} Props
 * @property {string} pad_id
 * @property {number} pen  its width, of the pad's side; for the eye only: the image has a pen of its own
 * @property {number} most_points
 * @property {number} most_strokes
 */

const CLOSEST = 0.003; // of the pad's side; nearer points say nothing new
const REST_MILLISECONDS = 300; // without a change: the drawing is finished, for now
const FULL = 'The pad is full: undo or clear.';
const FIELDS = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]';
const PRESSED = 'button, a, [role=button], [role=tab]'; // what the Enter key is for already

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const pad = padOf(props.pad_id);
  const canvas = find(element, '.paper', HTMLCanvasElement);
  const hint = find(element, '.hint');
  const note = find(element, '.note');
  const origin = find(element, '.origin');
  const cutout = find(element, '.cutout', HTMLImageElement);
  const turnButton = find(element, '.turn', HTMLButtonElement);
  const originText = find(element, '.origin-text');
  const undoButton = find(element, '.undo', HTMLButtonElement);
  const clearButton = find(element, '.clear', HTMLButtonElement);

  /** @type {Point[] | null} */
  let stroke = null; // the stroke under the pen
  /** @type {number | null} */
  let pen = null; // the pointer that draws it
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  let side = 0; // of the canvas, in its own pixels; 0 in a hidden tab
  let box = canvas.getBoundingClientRect();
  /** @type {Origin | undefined} */
  let lastOrigin;

  /** Where the canvas is: not asked while the pen moves, as the browser would lay the page out to answer. */
  function measure() {
    box = canvas.getBoundingClientRect();
    side = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (side && (canvas.width !== side || canvas.height !== side)) canvas.width = canvas.height = side;
    paint();
  }

  function paint() {
    if (!side) return;
    const { content } = pad;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.clearRect(0, 0, side, side);
    context.strokeStyle = context.fillStyle = inkColour();
    context.lineWidth = props.pen * side;
    context.lineCap = context.lineJoin = 'round';
    if (content.image !== null) paintImage(context, decodeBytes(content.image), side);
    for (const points of content.strokes) paintStroke(context, points, side);
    hint.hidden = !isEmpty(content);
    undoButton.disabled = pad.past.length === 0;
    clearButton.disabled = isEmpty(content);
    setAttribute(canvas, 'aria-label', describe(content));
  }

  /** What an image on the pad was taken from; a new one comes from elsewhere on the page, so the pad is brought there. */
  function showOrigin() {
    const { origin: from } = pad.content;
    if (from === lastOrigin) return;
    lastOrigin = from;
    origin.hidden = !from?.text;
    originText.textContent = from?.text ?? '';
    cutout.hidden = !from?.cutout;
    if (from?.cutout) cutout.src = from.cutout;
    else cutout.removeAttribute('src');
    cutout.style.rotate = `${90 * (from?.turns ?? 0)}deg`;
    turnButton.hidden = !from?.cutout;
    if (from && !from.turns) bringIntoView(element.closest('.stage') ?? element);
  }

  /** The server hears of a drawing when the pen rests, and not before. */
  function rest() {
    clearTimeout(resting);
    if (pen !== null) return;
    resting = setTimeout(() => {
      const { strokes, image } = pad.content;
      props.value = isEmpty(pad.content) ? '' : JSON.stringify({ number: pad.number, strokes, image });
      if (props.value) trigger('input');
      pad.rest();
    }, REST_MILLISECONDS);
  }

  function change() {
    pen = stroke = null;
    note.textContent = '';
  }

  function undo() {
    change();
    pad.undo();
  }

  function clear() {
    change();
    pad.clear();
  }

  /** A picture that was taken lying on its side, or upside down: a quarter to the right. */
  function turn() {
    const { image, origin: from } = pad.content;
    if (image === null || !from) return;
    const turned = btoa(String.fromCharCode(...turnImage(decodeBytes(image))));
    pad.put({ strokes: [], image: turned, origin: { ...from, turns: ((from.turns ?? 0) + 1) % 4 } });
  }

  /**
   * @param {MouseEvent} event
   * @returns {Point}
   */
  function position(event) {
    const [x, y] = placeIn(event, box);
    return [Math.round(x * 10000) / 10000, Math.round(y * 10000) / 10000];
  }

  function isFull() {
    return countPoints(pad.content) >= props.most_points;
  }

  /** @param {MouseEvent} event */
  function extend(event) {
    if (!stroke) return;
    const [x, y] = position(event);
    const [lastX, lastY] = stroke[stroke.length - 1];
    if (Math.hypot(x - lastX, y - lastY) < CLOSEST) return;
    if (isFull()) note.textContent = FULL;
    else stroke.push([x, y]);
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (pen !== null || (event.pointerType === 'mouse' && event.button !== 0)) return;
    if (isFull() || pad.content.strokes.length >= props.most_strokes) {
      note.textContent = FULL;
      return;
    }
    canvas.setPointerCapture(event.pointerId);
    measure();
    change();
    pen = event.pointerId;
    stroke = pad.begin(position(event));
  });

  // Raw updates come as the pen moves; pointermove waits for the frame.
  const moves = 'onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove';
  canvas.addEventListener(moves, (moved) => {
    const event = /** @type {PointerEvent} */ (moved);
    if (event.pointerId !== pen) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) extend(each);
    pad.changed();
  });

  /** @param {PointerEvent} event */
  function lift(event) {
    if (event.pointerId !== pen) return;
    pen = stroke = null;
    rest();
  }
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  undoButton.addEventListener('click', undo);
  clearButton.addEventListener('click', clear);
  turnButton.addEventListener('click', turn);

  document.addEventListener('keydown', (event) => {
    if (!element.isConnected || !canvas.offsetParent) return; // gone, or in a hidden tab
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(FIELDS) && !element.contains(target)) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      undo();
    } else if (event.key === 'Escape') {
      clear();
    } else if (event.key === 'Enter' && !target.closest(PRESSED)) {
      pad.submit();
    }
  });

  watch('value', () => {
    /** @type {{image: string, origin: Origin} | null} */
    const sent = received(props);
    change();
    if (sent) pad.put({ strokes: [], image: sent.image, origin: sent.origin });
    else pad.take();
  });

  pad.onChange(() => {
    paint();
    showOrigin();
    rest();
  });
  new ResizeObserver(measure).observe(canvas);
  window.addEventListener('scroll', measure, { passive: true });
  onThemeChange(paint);
  measure();
}
