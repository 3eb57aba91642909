// @ts-check
import { received } from './component.js';
import { find, findAll } from './dom.js';
import { padOf } from './pads.js';

/** @import { Component } from './component.js' */

/** @param {Component<{pad_id: string}>} component */
export function mount({ element, props, trigger, watch }) {
  const said = find(element, '.said');
  findAll(element, '.digits button').forEach((button, index) => {
    button.addEventListener('click', () => trigger('select', { index }));
  });
  watch('value', () => {
    /** @type {string | null} */
    const sentence = received(props);
    said.textContent = sentence ?? '';
  });
  padOf(props.pad_id).onChange(() => {
    if (said.textContent) said.textContent = '';
  });
}
