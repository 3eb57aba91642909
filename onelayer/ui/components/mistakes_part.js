/** The sentence over the confusion matrix. While it is visible, the Mistakes part follows the shown network. */

import { MistakesPart } from '../../page/runs/mistakes_part.js';
import { mount as mountSentence } from './sentence.js';
import { onShown } from './shown.js';

/** @import { Component } from './component.js' */

/** @param {Component<{elem_id: string}>} component */
export function mount(component) {
  const { element } = component;
  mountSentence(component);
  onShown(element, new MistakesPart(() => element.offsetParent !== null).follow);
}
