/** The network that reads now, and a button that lets the network before it read again. */

import { find, setText } from '../../dom/dom.js';
import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const who = find(element, '.who');
  const again = find(element, '.again', HTMLButtonElement);
  let now = reader.key;
  let before = ''; // the key of the network that read before

  /** Which network the button lets read: the one before, or the first one where the visitor's own has read from the start. */
  function offered() {
    const first = reader.shipped.includes(now) ? null : reader.choices[0];
    return reader.choices.find(({ key }) => key === before) ?? first ?? null;
  }

  function show() {
    if (reader.key !== now) [before, now] = [now, reader.key];
    const other = offered();
    const next = reader.shipped.includes(now) ? ' A run that you train reads in its place.' : '';
    setText(who, reader.name && `${reader.name} reads now.${next}`);
    setText(again, other ? `Read with ${other.name} again` : '');
    again.hidden = !other;
  }

  again.addEventListener('click', () => {
    const other = offered();
    if (other) store.set('reads', other.key);
  });
  reader.onReading(show);
}
