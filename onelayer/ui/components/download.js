import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find, make } from './dom.js';

/** @import { Component } from './component.js' */

/** @typedef {{name: string, content: string, moment: number}} File  content: base64 */

const LONG_ENOUGH = 60_000; // milliseconds: the browser saves the file within this time

/** @param {Component} component */
export function mount({ element, props, trigger, watch }) {
  find(element, '.download').addEventListener('click', () => trigger('download'));

  watch('value', () => {
    /** @type {File | null} */
    const file = received(props);
    if (!file) return;
    const address = URL.createObjectURL(new Blob([decodeBytes(file.content)]));
    make('a', { href: address, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), LONG_ENOUGH);
  });
}
