/** A line for each epoch of the shown run, or of the run that goes on. Its slot has the text. */

import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const lines = find(element, 'textarea', HTMLTextAreaElement);
  slotOf(props.elem_id).onShow((text) => {
    lines.value = String(text ?? '');
    lines.hidden = !lines.value;
    lines.rows = Math.min(12, Math.max(6, lines.value.split('\n').length));
    lines.scrollTop = lines.scrollHeight;
  });
}
