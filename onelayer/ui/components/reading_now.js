import { find, setText } from './dom.js';
import { reader } from './reader.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const name = find(element, '.network');
  reader.onReading(() => setText(name, reader.name));
}
