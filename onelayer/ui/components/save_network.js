/** A button that saves the network in use as a file, which the server makes. */

import { fileWith, reasonOf } from '../../page/runs/inspections.js';
import { call } from '../../page/server/call.js';
import { decodeBytes } from './decoding.js';
import { find } from './dom.js';
import { reader } from './reader.js';
import { saveFile } from './save_file.js';

/** @import { Component } from './component.js' */

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
