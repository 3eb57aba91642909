/** Says what this browser keeps, and shows the settings that it has kept. */

import { areSettingsStale, settingsRestored } from '../../page/store/settings.js';
import { store } from '../../page/store/store.js';
import { find } from './dom.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element, trigger }) {
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
    restore();
    settingsRestored();
    store.onChange((kind) => {
      if (kind === 'settings' && !store.settings) restore();
    });
  });
}
