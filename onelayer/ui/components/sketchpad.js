// @ts-check
import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find } from './dom.js';
import { placeIn } from './geometry.js';
import { countPoints, describe, isEmpty, paintImage, paintStroke } from './ink.js';
import { inkColour, onThemeChange } from './theme.js';

/** @import { Component } from './component.js' */
/** @import { Point } from './geometry.js' */
/** @import { Content } from './ink.js' */

/**
 * @typedef {object} Props
 * @property {number} pen  its width, of the pad's side; for the eye only: the image has a pen of its own
 * @property {number} most_points
 * @property {number} most_strokes
 */

const MILLISECONDS_BETWEEN = 8;
const CLOSEST = 0.003; // of the pad's side; nearer points say nothing new
const MOST_UNDONE = 200;
const FULL = 'The pad is full: undo or clear.';
const FIELDS = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]';
const PRESSED = 'button, a, [role=button], [role=tab]'; // what the Enter key is for already

/**
 * Hear of every change of a pad, by its element's id.
 * @param {string} id
 * @param {(number: number | null) => void} changed  number: of the change; null for one of the server's
 */
export function onPadChanged(id, changed) {
  document.addEventListener('pad-changed', (event) => {
    const isOurs = event.target instanceof Element && event.target.closest(`#${id}`);
    if (isOurs && event instanceof CustomEvent) changed(event.detail.number);
  });
}

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const canvas = find(element, '.paper', HTMLCanvasElement);
  const hint = find(element, '.hint');
  const note = find(element, '.note');
  const undoButton = find(element, '.undo', HTMLButtonElement);
  const clearButton = find(element, '.clear', HTMLButtonElement);

  let content = read();
  /** @type {Content[]} */
  let past = []; // what was on the pad before each stroke, clear or image, for Undo
  /** @type {Point[] | null} */
  let stroke = null; // the stroke under the pen
  /** @type {number | null} */
  let pen = null; // the pointer that draws it
  let frame = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let lastSent = 0;
  let number = 0; // of the last change that was sent

  /** @returns {Content} */
  function read() {
    return { strokes: [], image: null, ...received(props) };
  }

  function paint() {
    const side = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (!side) return; // in a hidden tab
    if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.clearRect(0, 0, side, side);
    context.strokeStyle = context.fillStyle = inkColour();
    context.lineWidth = props.pen * side;
    context.lineCap = context.lineJoin = 'round';
    if (content.image !== null) paintImage(context, decodeBytes(content.image), side);
    for (const points of content.strokes) paintStroke(context, points, side);
    hint.hidden = !isEmpty(content);
    undoButton.disabled = past.length === 0;
    clearButton.disabled = isEmpty(content);
    canvas.setAttribute('aria-label', describe(content));
  }

  // Tell the server at once, but at most once in half a frame: a fast mouse moves a thousand times a second. Painting
  // waits for the frame.
  function changed() {
    const wait = lastSent + MILLISECONDS_BETWEEN - performance.now();
    if (wait <= 0) send();
    else timer ??= setTimeout(send, wait);
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
  }

  function send() {
    clearTimeout(timer);
    timer = undefined;
    lastSent = performance.now();
    number += 1;
    const { strokes, image } = content;
    props.value = JSON.stringify(image === null ? { number, strokes } : { number, image });
    trigger('input');
    tell(number);
  }

  /** @param {number | null} number */
  function tell(number) {
    element.dispatchEvent(new CustomEvent('pad-changed', { bubbles: true, detail: { number } }));
  }

  function remember() {
    past.push({ ...content, strokes: [...content.strokes] });
    if (past.length > MOST_UNDONE) past.shift();
  }

  /** @param {Content} next */
  function replace(next) {
    pen = stroke = null;
    content = next;
    note.textContent = '';
    changed();
  }

  function undo() {
    const before = past.pop();
    if (before) replace(before);
  }

  function clear() {
    if (isEmpty(content)) return;
    remember();
    replace({ strokes: [], image: null });
  }

  /**
   * @param {MouseEvent} event
   * @returns {Point}
   */
  function position(event) {
    const [x, y] = placeIn(event, canvas.getBoundingClientRect());
    return [Math.round(x * 10000) / 10000, Math.round(y * 10000) / 10000];
  }

  function isFull() {
    return countPoints(content) >= props.most_points;
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
    if (isFull() || content.strokes.length >= props.most_strokes) {
      note.textContent = FULL;
      return;
    }
    canvas.setPointerCapture(event.pointerId);
    pen = event.pointerId;
    remember();
    note.textContent = '';
    stroke = [position(event)];
    content = { strokes: [...content.strokes, stroke], image: null };
    changed();
  });

  // Raw updates come as the pen moves; pointermove waits for the next frame.
  const moves = 'onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove';
  canvas.addEventListener(moves, (moved) => {
    const event = /** @type {PointerEvent} */ (moved);
    if (event.pointerId !== pen) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) extend(each);
    changed();
  });

  /** @param {PointerEvent} event */
  function lift(event) {
    if (event.pointerId !== pen) return;
    pen = stroke = null;
    changed();
  }
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  undoButton.addEventListener('click', undo);
  clearButton.addEventListener('click', clear);

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
      trigger('submit');
    }
  });

  watch('value', () => {
    remember();
    content = read();
    if (isEmpty(content)) past = []; // what was taken from the pad does not come back to it
    stroke = pen = null;
    paint();
    tell(null);
  });

  new ResizeObserver(paint).observe(canvas);
  onThemeChange(paint);
  paint();
}
