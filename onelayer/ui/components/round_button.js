/** “Keep it, next digit”: keeps the drawing on the pad as the digit that the guided round asks for. */

import { collection } from './collection.js';
import { find } from './dom.js';
import { isDot, isEmpty } from './ink.js';
import { padOf } from './pads.js';

/** @import { Component } from './component.js' */

/** @param {Component<{pad_id: string}>} component */
export function mount({ element, props }) {
  const pad = padOf(props.pad_id);
  const button = find(element, '.keep', HTMLButtonElement);
  const said = find(element, '.said');

  /** Keeps the drawing on the pad. @returns {string} a sentence that says what was done, or why not */
  function keep() {
    const digit = collection.nextDigit();
    if (digit === null) return 'That was all.';
    const { strokes } = pad.content;
    if (isDot(pad.content)) return `A dot is too small to learn from: write a ${digit}.`;
    if (isEmpty(pad.content)) return `The pad is empty: write a ${digit} first.`;
    if (!collection.add({ label: digit, writer: null, strokes })) return collection.fullSentence;
    pad.take();
    return `Kept as ${digit}.`;
  }

  function press() {
    if (element.isConnected) said.textContent = keep();
  }

  function show() {
    button.disabled = collection.nextDigit() === null;
  }

  button.addEventListener('click', press);
  pad.onSubmit(press);
  pad.onChange(() => {
    if (!isEmpty(pad.content)) said.textContent = '';
  });
  collection.onChange(show);
  show();
}
