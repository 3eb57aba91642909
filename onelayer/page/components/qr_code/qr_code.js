/**
 * The QR code of a link, as large as the screen: a room takes it from the projector. The slot has the link and a sentence;
 * a handler in Python draws the code (`select`), as rows of text in which 1 is a dark module.
 */

import { take } from '../../dom/component.js';
import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { paintCode } from './paint_code.js';

/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{link: string, sentence: string}} Coded
 * @typedef {{link: string, rows: string[]}} Answer
 */

const DRAWING = 'The server draws the code …';

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props, trigger, watch }) {
  const slot = slotOf(props.elem_id);
  const dialog = find(element, '.qr', HTMLDialogElement);
  const canvas = find(element, '.code', HTMLCanvasElement);
  const [place, sentence, state] = ['.place', '.sentence', '.state'].map((selector) => find(element, selector));
  let link = '';
  /** @type {string[]} */
  let rows = [];

  function paint() {
    if (!dialog.open || !rows.length) return;
    paintCode(canvas, rows, Math.min(place.clientWidth, place.clientHeight), devicePixelRatio);
  }

  /** @param {Coded} coded */
  function open(coded) {
    sentence.textContent = coded.sentence;
    if (coded.link !== link) {
      link = coded.link;
      rows = [];
      trigger('select', { link });
    }
    canvas.hidden = !rows.length;
    state.textContent = rows.length ? '' : DRAWING;
    dialog.showModal();
    document.documentElement.requestFullscreen?.().catch(() => {}); // refused in some frames: it is large anyway
    paint();
  }

  watch('value', () => {
    /** @type {Answer | null} */
    const answer = take(props);
    if (answer?.link !== link) return; // none, or of an earlier link
    ({ rows } = answer);
    canvas.hidden = false;
    state.textContent = '';
    paint();
  });
  slot.onShow((/** @type {Coded | null} */ coded) => {
    if (coded && !dialog.open) open(coded);
  });
  dialog.addEventListener('close', () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    slot.show(null);
  });
  find(element, '.close').addEventListener('click', () => dialog.close());
  new ResizeObserver(paint).observe(place);
}
