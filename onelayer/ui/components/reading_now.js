import { find, setText } from './dom.js';
import { reader } from './reader.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const line = find(element, '.reading-now');
  reader.onReading(() => setText(line, reader.name && `Reading now: ${reader.name}`));
}
