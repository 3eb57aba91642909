/** A sentence of the page, which changes: its slot holds the text, with names between two asterisks in bold. */

import { find, make } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const sentence = find(element, '.sentence');
  slotOf(props.elem_id).onShow((text) => {
    if (text === null) return;
    const parts = String(text).split('**');
    sentence.replaceChildren(...parts.map((part, i) => (i % 2 ? make('strong', {}, part) : part)));
  });
}
