// @ts-check
import { received } from './component.js';
import { find } from './dom.js';
import { CHOSEN_BY_READING, reader } from './reader.js';

/** @import { Component } from './component.js' */

/** @typedef {{digit: number, other: number}} Pair */

/** @param {Component} component */
export function mount({ element, props, watch }) {
  const digit = find(element, '.digit', HTMLSelectElement);
  const other = find(element, '.other', HTMLSelectElement);

  for (const choice of [digit, other]) {
    choice.addEventListener('change', () => reader.explain(Number(digit.value), Number(other.value)));
  }
  // A bar may be clicked as well.
  reader.onReading(() => {
    if (digit.value === String(reader.digit) && other.value === String(reader.other)) return;
    digit.value = String(reader.digit);
    other.value = String(reader.other);
    props.value = JSON.stringify({ digit: reader.digit, other: reader.other });
  });
  watch('value', () => {
    /** @type {Pair | null} */
    const pair = received(props);
    reader.explain(pair?.digit ?? CHOSEN_BY_READING, pair?.other ?? CHOSEN_BY_READING);
  });
}
