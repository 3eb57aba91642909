/** A button that saves the network in use as a file, which the server makes. */

import { decodeBytes } from '../../dom/decoding.js';
import { find } from '../../dom/dom.js';
import { saveFile } from '../../dom/save_file.js';
import { reader } from '../../drawing/reader.js';
import { fileWith, reasonOf } from '../../runs/inspections.js';
import { call } from '../../server/call.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{kind: 'safetensors' | 'python'}>} component */
export function mount({ element, props }) {
  const button = find(element, '.save', HTMLButtonElement);
  const said = find(element, '.said');

  async function save() {
    button.disabled = true;
    said.textContent = '';
    try {
      const { name, content } = await call('export', [fileWith(reader.key), props.kind]);
      saveFile(name, decodeBytes(content));
    } catch (error) {
      said.textContent = `The file could not be made: ${reasonOf(error)}`;
    }
    button.disabled = false;
  }

  button.addEventListener('click', save);
}
