/** A button that puts a script on the clipboard: `select` asks a handler for it. Where the browser lets nothing be copied, it is shown. */

import { copyOrShow } from '../../address/clipboard.js';
import { onValue } from '../../dom/component.js';
import { find } from '../../dom/dom.js';
import { firstWeights } from '../../runs/retrain/first_weights.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element, props, trigger, watch }) {
  const said = find(element, '.said');
  const text = find(element, '.text', HTMLTextAreaElement);
  /** @type {(script: string) => void} */
  let give = () => {};

  async function copy() {
    /** @type {Promise<string>} */
    const script = new Promise((resolve) => {
      give = resolve;
    });
    trigger('select');
    const sentence = await copyOrShow(script, text, 'Script copied.');
    const note = firstWeights.key ? ` It begins with random weights: those of ${firstWeights.name} are not in it.` : '';
    said.textContent = `${sentence}${note}`;
  }

  find(element, '.copy').addEventListener('click', copy);
  onValue({ props, watch }, (/** @type {string} */ script) => give(script));
}
