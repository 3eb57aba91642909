/** The choice of the two digits that the page explains. A choice lasts until the next drawing. */

import { find, setText } from '../../dom/dom.js';
import { CHOSEN_BY_READING, reader } from '../../drawing/reader.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const digit = find(element, '.digit', HTMLSelectElement);
  const other = find(element, '.other', HTMLSelectElement);
  const said = find(element, '.said');

  for (const choice of [digit, other]) {
    choice.addEventListener('change', () => reader.set({ digit: Number(digit.value), other: Number(other.value) }));
  }
  // The digits also change when a bar is clicked, and when a new drawing begins.
  reader.onReading((shown) => {
    const explained = shown?.digit ?? reader.digit;
    const isSame = reader.other !== CHOSEN_BY_READING && reader.other === explained;
    const isAnswer = !shown || explained === shown.reading.predictedDigit;
    const suggested = isAnswer ? 'the runner-up' : 'the answer';
    if (digit.value !== String(reader.digit)) digit.value = String(reader.digit);
    const value = String(isSame ? CHOSEN_BY_READING : reader.other);
    if (other.value !== value) other.value = value;
    other.options[0].text = suggested;
    for (const option of other.options) option.disabled = option.value === String(explained);
    setText(said, isSame ? `${explained} is not compared with itself, but with ${suggested}.` : '');
  });
}
