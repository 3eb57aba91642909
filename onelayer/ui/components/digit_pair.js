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
  // A bar may be clicked as well, and the next drawing begins with its answer.
  reader.onReading(() => {
    if (digit.value !== String(reader.digit)) digit.value = String(reader.digit);
    if (other.value !== String(reader.other)) other.value = String(reader.other);
  });
}
