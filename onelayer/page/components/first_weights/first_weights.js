/** “First weights”: random ones, or the network that the next run goes on from. */

import { find, make } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { reader } from '../../drawing/reader.js';
import { firstWeights } from '../../runs/retrain/first_weights.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const select = find(element, '.start', HTMLSelectElement);
  /** @type {unknown} */
  let offered = null; // the choices for which the options were made

  function show() {
    if (offered !== reader.choices) {
      offered = reader.choices;
      const options = reader.choices.map(({ key, name }) => make('option', { value: key }, `Those of ${name}`));
      select.replaceChildren(select.options[0], ...options);
    }
    select.value = firstWeights.key;
  }

  select.addEventListener('change', () => firstWeights.choose(select.value));
  firstWeights.onChange(show);
  firstWeights.onChange(() => slotOf('first-weights-note').show(firstWeights.note)); // above Train, where it is in view
  reader.onReading(show);
}
