/** Saves a file in the visitor's browser. */

import { make } from './dom.js';

const LONG_ENOUGH = 60_000; // milliseconds: the browser saves the file within this time

/**
 * @param {string} name  with its ending
 * @param {BlobPart} content  bytes or text
 */
export function saveFile(name, content) {
  const address = URL.createObjectURL(new Blob([content]));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), LONG_ENOUGH);
}
