/**
 * The QR code of a link, as large as the screen: a room takes it from the projector. The slot has the link and a sentence;
 * a handler in Python draws the code (`select`), with a pixel for each module.
 */

import { onValue } from '../../dom/component.js';
import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';

/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{link: string, sentence: string}} Coded
 * @typedef {{link: string, picture: string}} Answer  picture: a data URL
 */

const DRAWING = 'The server draws the code …';

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props, trigger, watch }) {
  const slot = slotOf(props.elem_id);
  const dialog = find(element, '.qr', HTMLDialogElement);
  const code = find(element, '.code', HTMLImageElement);
  const [place, sentence, state] = ['.place', '.sentence', '.state'].map((selector) => find(element, selector));
  let link = '';

  /** Enlarges the code as far as it fits, with as many whole pixels of the screen for each module: all are alike then. */
  function fit() {
    const { naturalWidth: modules } = code;
    if (!dialog.open || code.hidden) return;
    const room = Math.min(place.clientWidth, place.clientHeight);
    const pixels = Math.max(1, Math.floor((room * devicePixelRatio) / modules));
    code.style.width = `${(pixels * modules) / devicePixelRatio}px`;
  }

  /** @param {Coded} coded */
  function open(coded) {
    sentence.textContent = coded.sentence;
    if (coded.link !== link) {
      link = coded.link;
      code.hidden = true;
      state.textContent = DRAWING;
      trigger('select', { link });
    }
    dialog.showModal();
    document.documentElement.requestFullscreen?.().catch(() => {}); // refused in some frames: it is large anyway
    fit();
  }

  onValue({ props, watch }, (/** @type {Answer} */ answer) => {
    if (answer.link === link) code.src = answer.picture; // else of an earlier link
  });
  code.addEventListener('load', () => {
    code.hidden = false;
    state.textContent = '';
    fit();
  });
  slot.onShow((/** @type {Coded | null} */ coded) => {
    if (coded && !dialog.open) open(coded);
  });
  dialog.addEventListener('close', () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    slot.show(null);
  });
  find(element, '.close').addEventListener('click', () => dialog.close());
  new ResizeObserver(fit).observe(place);
}
