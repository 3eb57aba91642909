/** The choice of the two digits that the page explains. A choice lasts until the next drawing. */

import { find } from './dom.js';
import { reader } from './reader.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const digit = find(element, '.digit', HTMLSelectElement);
  const other = find(element, '.other', HTMLSelectElement);

  for (const choice of [digit, other]) {
    choice.addEventListener('change', () => reader.explain(Number(digit.value), Number(other.value)));
  }
  // The digits also change when a bar is clicked, and when a new drawing begins.
  reader.onReading(() => {
    if (digit.value !== String(reader.digit)) digit.value = String(reader.digit);
    if (other.value !== String(reader.other)) other.value = String(reader.other);
  });
}
