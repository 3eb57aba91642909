/** The guided round: the digit to write next, and the progress of the round. */

import { find } from '../../dom/dom.js';
import { withArticle } from '../../dom/words.js';
import { collection, ROUND_ORDER } from '../../drawing/collection.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const shown = find(element, '.round-digit');
  const sentence = find(element, '.run-sentence');
  const bar = find(element, '.run-bar');

  function show() {
    const [digit, done] = [collection.nextDigit(), collection.roundDone()];
    shown.textContent = digit === null ? '✓' : String(digit);
    sentence.textContent =
      digit === null
        ? `All ${ROUND_ORDER.length} are written. Press “Learn my hand”, or add more on the Draw tab.`
        : `${done + 1} of ${ROUND_ORDER.length}: write ${withArticle(digit)}, as you always do`;
    bar.style.width = `${(100 * done) / ROUND_ORDER.length}%`;
  }

  collection.onChange(show);
  show();
}
