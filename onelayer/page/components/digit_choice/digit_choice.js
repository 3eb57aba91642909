/** “It was a …”: ten buttons that add the drawing on the pad to the visitor's drawings, labelled with the digit. */

import { find, findAll } from '../../dom/dom.js';
import { formatCount } from '../../dom/words.js';
import { collection } from '../../drawing/collection.js';
import { isDot, isEmpty } from '../../drawing/ink.js';
import { padOf } from '../../drawing/pads.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{pad_id: string}>} component */
export function mount({ element, props }) {
  const pad = padOf(props.pad_id);
  const said = find(element, '.said');

  findAll(element, '.digits button').forEach((button, label) => {
    button.addEventListener('click', () => {
      said.textContent = keepAs(pad.content, label);
    });
  });
  pad.onChange(() => {
    said.textContent = '';
  });
}

/**
 * Adds the drawing on a pad to the visitor's drawings.
 * @param {import('../../drawing/ink.js').Content} content
 * @param {number} label
 * @returns {string} a sentence that says what was done, or why not
 */
function keepAs(content, label) {
  const { strokes, image } = content;
  if (image !== null) return 'A picture has no strokes to learn from: draw it with the pen.';
  if (isDot(content)) return 'A dot is too small to learn from: draw on.';
  if (isEmpty(content)) return 'The pad is empty: draw a digit first.';
  if (!collection.add({ label, writer: null, strokes })) return collection.fullSentence;
  const count = formatCount(collection.drawings.length, 'drawing');
  return `Kept as a ${label}. You have ${count}: teach them in the Handwriting tab.`;
}
