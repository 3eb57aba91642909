/** Says what this browser keeps and how much it takes, and shows the settings that it has kept. */

import { find } from '../../dom/dom.js';
import { collection } from '../../drawing/collection.js';
import { areSettingsStale, settingsRestored } from '../../store/settings.js';
import { store } from '../../store/store.js';

/** @import { Limits } from '../../drawing/collection.js' */
/** @import { Component } from '../../dom/component.js' */

const LONGEST_RESTORE = 10_000; // ms

/** @param {Component<{limits: Limits}>} component */
export function mount({ element, props, trigger }) {
  collection.limits = props.limits;
  const line = find(element, '.kept');

  function say() {
    line.textContent = store.status.sentence;
    line.classList.toggle('problem', store.status.isProblem);
  }

  /** Lets Gradio's components show the settings; a listener in Python names them. */
  function restore() {
    if (areSettingsStale()) trigger('select');
  }

  store.onStatus(say);
  say();
  store.loaded.then(() => {
    // Restored as soon as the components show the kept settings (`keepSettings`); if one of them refuses, after a while.
    if (areSettingsStale()) setTimeout(settingsRestored, LONGEST_RESTORE);
    else settingsRestored();
    restore();
    store.onChange((kind) => {
      if (kind === 'settings' && !store.settings) restore();
    });
  });
}
