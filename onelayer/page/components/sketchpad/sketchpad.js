import { onValue } from '../../dom/component.js';
import { decodeBytes, encodeBytes } from '../../dom/decoding.js';
import { find, setAttribute } from '../../dom/dom.js';
import { isForPage, isInField } from '../../dom/keys.js';
import { bringIntoView } from '../../dom/view.js';
import { MOST_POINTS, MOST_STROKES } from '../../drawing/drawing_lines.js';
import { countPoints, placeIn, roundPoint } from '../../drawing/geometry.js';
import { describe, isEmpty, paintStroke, turnImage } from '../../drawing/ink.js';
import { padOf } from '../../drawing/pads.js';
import { Pointers } from '../../drawing/pointers.js';
import { drawEnlarged } from '../../pictures/pixels.js';
import { inkContext, onThemeChange } from '../../pictures/theme.js';
import { prepareInputs } from '../../reading/inputs.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Origin } from '../../drawing/ink.js' */
/** @import { Point } from '../../drawing/geometry.js' */
/** @import { Pad } from '../../drawing/pads.js' */

/**
 * @typedef {object} Props
 * @property {string} elem_id  also of its pad
 * @property {number} width  of the pad, in its heights; 1 for a square one
 * @property {string} invitation  what the pad is for, such as `Draw a digit`
 * @property {number} pen  its width, of the pad's height; for the eye only: the image has a pen of its own
 */

const CLOSEST = 0.003; // of the pad's height; nearer points say nothing new
const NEAR = 0.2; // of the pad's height: how far beside it the mouse may begin a stroke
const REST_MILLISECONDS = 300; // without a change: the drawing is finished, for now
const FULL = 'The pad is full: undo or clear.';
const OVER_PICTURE = 'You draw over the picture. Clear begins a new drawing.';
const PRESSED = 'button, a, summary, [role=button], [role=tab]'; // where the Enter key has a use of its own

/** @param {Component<Props>} component */
export function mount({ element, props, watch }) {
  const pad = padOf(props.elem_id);
  const paper = find(element, '.pad');
  const canvas = find(element, '.paper', HTMLCanvasElement);
  const hint = find(element, '.hint');
  const note = find(element, '.note');
  const undoButton = find(element, '.undo', HTMLButtonElement);
  const clearButton = find(element, '.clear', HTMLButtonElement);

  /** @type {Point[] | null} */
  let stroke = null; // the stroke under the pen
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  let height = 0; // of the canvas, in its own pixels; 0 in a hidden tab
  let box = canvas.getBoundingClientRect();

  /** Where the canvas is: not asked while the pen moves, as the browser would lay the page out to answer. */
  function measure() {
    box = canvas.getBoundingClientRect();
    const density = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * density);
    height = Math.round(canvas.clientHeight * density);
    if (height && (canvas.width !== width || canvas.height !== height)) Object.assign(canvas, { width, height });
    paint();
  }

  function paint() {
    if (!height) return;
    const { content } = pad;
    const scale = canvas.width / props.width; // for x: a border makes it a little less than the height
    const context = inkContext(canvas, props.pen * height);
    if (content.image !== null)
      drawEnlarged(context, height, prepareInputs(decodeBytes(content.image), 'scaled'), { isInk: true });
    const place = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x * scale, y * height]);
    for (const points of content.strokes) paintStroke(context, points.map(place));
    hint.hidden = !isEmpty(content) || content.isDemo === true;
    undoButton.disabled = pad.past.length === 0;
    clearButton.disabled = isEmpty(content);
    setAttribute(canvas, 'aria-label', describe(content, props.invitation));
  }

  function rest() {
    clearTimeout(resting);
    if (pointers.drawing === null) resting = setTimeout(() => pad.rest(), REST_MILLISECONDS);
  }

  function change() {
    pointers.stop();
    stroke = null;
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

  const isFull = () => countPoints(pad.content.strokes) >= MOST_POINTS;

  const pointers = new Pointers(
    {
      begin(point) {
        note.textContent = '';
        if (isFull() || pad.content.strokes.length >= MOST_STROKES) {
          note.textContent = FULL;
          return;
        }
        if (pad.content.image !== null) note.textContent = OVER_PICTURE;
        stroke = pad.begin(roundPoint(point));
      },
      extend(point) {
        if (!stroke) return;
        const [x, y] = roundPoint(point);
        const [lastX, lastY] = stroke[stroke.length - 1];
        if (Math.hypot(x - lastX, y - lastY) < CLOSEST) return;
        if (isFull()) note.textContent = FULL;
        else stroke.push([x, y]);
      },
      end() {
        stroke = null;
        pad.lift();
        rest();
      },
      drop() {
        if (stroke) pad.undo();
        stroke = null;
      },
    },
    props.width,
  );

  /**
   * Where a pointer is, in the unit of the pad's height.
   * @param {PointerEvent} event
   * @returns {Point}
   */
  function placeOf(event) {
    const [x, y] = placeIn(event, box);
    return [x * props.width, y];
  }

  /**
   * Whether a stroke may begin there: on the pad or its rim; a mouse, which scrolls nothing, farther away on the bare page.
   * @param {PointerEvent} event
   */
  function mayBegin(event) {
    const { target, pointerType, button } = event;
    if (!element.isConnected || !canvas.offsetParent || !(target instanceof Element)) return false;
    if (pointerType !== 'mouse') return paper.contains(target);
    box = canvas.getBoundingClientRect();
    const [x, y] = placeOf(event);
    const far = Math.min(x, y) < -NEAR || x > props.width + NEAR || y > 1 + NEAR;
    return button === 0 && !far && target.contains(canvas);
  }

  document.addEventListener('pointerdown', (event) => {
    if (!mayBegin(event)) return;
    canvas.setPointerCapture(event.pointerId);
    measure();
    pointers.press(event.pointerId, event.pointerType, placeOf(event));
  });
  document.addEventListener('selectstart', (event) => {
    if (pointers.down.size) event.preventDefault(); // by a stroke that began beside the pad
  });

  // Raw updates come as the pen moves; pointermove waits for the frame.
  const moves = 'onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove';
  canvas.addEventListener(moves, (moved) => {
    const event = /** @type {PointerEvent} */ (moved);
    if (!pointers.down.has(event.pointerId)) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) pointers.move(event.pointerId, placeOf(each));
    if (stroke) pad.changed();
  });
  for (const lifted of /** @type {const} */ (['pointerup', 'lostpointercapture'])) {
    canvas.addEventListener(lifted, (event) => pointers.lift(event.pointerId));
  }
  canvas.addEventListener('pointercancel', (event) => pointers.cancel(event.pointerId));
  undoButton.addEventListener('click', undo);
  clearButton.addEventListener('click', clear);

  onValue({ props, watch }, (/** @type {{image: string, origin: Origin}} */ { image, origin }) => {
    change();
    pad.put({ strokes: [], image, origin });
  });

  pad.onChange(() => {
    paint();
    rest();
  });
  followOrigin(element, pad);
  followKeys(canvas, { undo, clear, submit: pad.submit });
  new ResizeObserver(measure).observe(canvas);
  window.addEventListener('scroll', measure, { passive: true });
  onThemeChange(paint);
  measure();
}

/**
 * Shows what an image on the pad was taken from, and lets it be turned. A new one comes from elsewhere on the page, so the
 * pad is brought into view.
 * @param {HTMLElement} element
 * @param {Pad} pad
 */
function followOrigin(element, pad) {
  const line = find(element, '.origin');
  const text = find(line, '.origin-text');
  const cutout = find(line, '.cutout', HTMLImageElement);
  const turn = find(line, '.turn', HTMLButtonElement);
  /** @type {Origin | undefined} */
  let last;

  // A quarter to the right, for a picture that was taken on its side or upside down.
  turn.addEventListener('click', () => {
    const { image, origin } = pad.content;
    if (image === null || !origin) return;
    const turned = encodeBytes(turnImage(decodeBytes(image)));
    pad.put({ strokes: [], image: turned, origin: { ...origin, turns: ((origin.turns ?? 0) + 1) % 4 } });
  });
  pad.onChange(() => {
    const { origin } = pad.content;
    if (origin === last) return;
    last = origin;
    line.hidden = !origin?.text;
    text.textContent = origin?.text ?? '';
    cutout.hidden = turn.hidden = !origin?.cutout;
    if (origin?.cutout) cutout.src = origin.cutout;
    else cutout.removeAttribute('src');
    cutout.style.rotate = `${90 * (origin?.turns ?? 0)}deg`;
    if (origin && !origin.turns) bringIntoView(element.closest('.stage') ?? element);
  });
}

/**
 * Listens to the keys that are for the pad, while it is shown.
 * @param {HTMLCanvasElement} canvas
 * @param {{undo: () => void, clear: () => void, submit: () => void}} pad
 */
function followKeys(canvas, { undo, clear, submit }) {
  document.addEventListener('keydown', (event) => {
    if (!canvas.isConnected || !canvas.offsetParent) return; // gone, or in a hidden tab
    const target = event.target instanceof Element ? event.target : document.body;
    if (!isForPage(event) || isInField(event)) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      undo();
    } else if (event.key === 'Escape') {
      clear();
    } else if (event.key === 'Enter' && !event.repeat && !target.closest(PRESSED)) {
      submit();
    }
  });
}
