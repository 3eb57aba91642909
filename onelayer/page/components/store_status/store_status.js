/** Says what this browser keeps, and lets Gradio's components show other settings. */

import { find } from '../../dom/dom.js';
import { collection } from '../../drawing/collection.js';
import { onWanted } from '../../store/settings.js';
import { store } from '../../store/store.js';

/** @import { Limits } from '../../drawing/collection.js' */
/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{limits: Limits}>} component */
export function mount({ element, props, trigger }) {
  collection.limits = props.limits;
  const line = find(element, '.kept');

  function say() {
    line.textContent = store.status.sentence;
    line.classList.toggle('problem', store.status.isProblem);
  }

  store.onStatus(say);
  say();
  onWanted(() => trigger('select')); // a listener in Python names the components
}
