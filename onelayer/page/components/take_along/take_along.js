/** Buttons that save the network in use as files, which the server makes. */

import { decodeBytes } from '../../dom/decoding.js';
import { find, findAll } from '../../dom/dom.js';
import { saveFile } from '../../dom/save_file.js';
import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { fileWith } from '../../runs/test_digits/inspections.js';
import { call } from '../../server/call.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<object>} component */
export function mount({ element }) {
  const buttons = findAll(element, '.save', HTMLButtonElement);
  const said = find(element, '.said');

  /** @param {HTMLButtonElement} button */
  async function save(button) {
    button.disabled = true;
    said.textContent = '';
    try {
      const { name, content } = await call('export', [fileWith(reader.key), button.dataset.kind]);
      saveFile(name, decodeBytes(content));
    } catch (error) {
      said.textContent = `The file could not be made: ${reasonOf(error)} Try again, or choose another network.`;
    }
    button.disabled = false;
  }

  for (const button of buttons) button.addEventListener('click', () => save(button));
}
