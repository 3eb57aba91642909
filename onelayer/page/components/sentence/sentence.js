/** A sentence of the page, which changes: its slot holds the text, with names between two asterisks in bold. */

import { find, make } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const sentence = find(element, '.sentence');
  slotOf(props.elem_id).onShow((text) => {
    if (text !== null) sentence.replaceChildren(...withBold(String(text)));
  });
}

/**
 * A text as nodes; what stands between two asterisks on each side is bold.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function withBold(text) {
  return text.split('**').map((part, i) => (i % 2 ? make('strong', {}, part) : part));
}
