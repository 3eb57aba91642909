/** A button that starts a job, one that stops it, and a line with its progress. Its slot has a JobState. */

import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';

/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {object} JobState
 * @property {string} sentence
 * @property {number} fraction  done, 0 to 1
 * @property {boolean} isRunning  it can be stopped, and not be started
 *
 * @typedef {'start' | 'stop'} Pressed
 */

/** @param {Component<{elem_id: string, has_inputs: boolean}>} component  has_inputs: Start sends `submit` */
export function mount({ element, props, trigger }) {
  const slot = slotOf(props.elem_id);
  const start = find(element, '.start', HTMLButtonElement);
  const stop = find(element, '.stop', HTMLButtonElement);
  const sentence = find(element, '.run-sentence');
  const bar = find(element, '.run-bar');

  // With inputs, a listener in Python gives the page the values of Gradio's components.
  start.addEventListener('click', () => (props.has_inputs ? trigger('submit') : slot.press('start')));
  stop.addEventListener('click', () => slot.press('stop'));

  const first = { sentence: sentence.textContent ?? '', fraction: 0, isRunning: false };
  slot.onShow((/** @type {JobState | null} */ state) => {
    const shown = state ?? first;
    start.disabled = shown.isRunning;
    stop.disabled = !shown.isRunning;
    sentence.textContent = shown.sentence;
    bar.style.width = `${100 * shown.fraction}%`;
  });
}
