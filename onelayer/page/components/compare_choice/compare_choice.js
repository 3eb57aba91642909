/** “Compare with”: the choice of a second network, whose reading of the same drawing is shown beside the first. */

import { find, make } from '../../dom/dom.js';
import { reader } from '../../drawing/reader.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const select = find(element, '.compared', HTMLSelectElement);
  /** @type {readonly unknown[]} */
  let offered = []; // the choices and the key of the network in use for which the options were made

  /** Offers all networks except the one in use. */
  function show() {
    if (offered[0] === reader.choices && offered[1] === reader.key) return;
    offered = [reader.choices, reader.key];
    const choices = reader.choices.filter(({ key }) => key !== reader.key);
    const options = choices.map(({ key, name }) => make('option', { value: key }, name));
    select.replaceChildren(select.options[0], ...options);
    select.value = choices.some(({ key }) => key === reader.compared) ? reader.compared : '';
  }

  select.addEventListener('change', () => reader.set({ compared: select.value }));
  reader.onReading(show);
}
