/** The sentence over the confusion matrix. While it is visible, the Mistakes part follows the shown network. */

import { onShown } from '../../dom/shown.js';
import { MistakesPart } from '../../runs/test_digits/mistakes_part.js';
import { mount as mountSentence } from '../sentence/sentence.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{elem_id: string}>} component */
export function mount(component) {
  const { element } = component;
  mountSentence(component);
  onShown(element, new MistakesPart(() => element.offsetParent !== null).follow);
}
