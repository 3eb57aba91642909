/** The name of the network in use, at the head of the page, on every tab. It does not interrupt a screen reader. */

import { find, setText } from '../../dom/dom.js';
import { reader } from '../../drawing/reader.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const name = find(element, '.network');
  reader.onReading(() => setText(name, reader.name));
}
