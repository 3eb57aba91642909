import { received } from './component.js';
import { find } from './dom.js';
import { storage } from './storage.js';

/** @import { Limits } from './collection.js' */
/** @import { Component } from './component.js' */
/** @import { Offered } from './storage.js' */

/**
 * @typedef {object} Update
 * @property {Offered[] | null} items  all that is to be kept; null for what is kept
 * @property {string[]} unread  keys of what the server could not read
 * @property {string} problem  sentences on these; empty for nothing
 * @property {'' | 'session' | 'all'} forget  all, or all but the drawings
 */

/** @typedef {{storage_key: string, limits: Limits, default_settings: object, views: string}} Props */

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const line = find(element, '.kept');

  function show() {
    line.textContent = storage.status.sentence;
    line.classList.toggle('problem', storage.status.isProblem);
  }

  let givenBack = () => {};

  /**
   * Give the server what is kept; done when it has answered.
   * @param {object | null} [settings]
   */
  async function restore(settings = null) {
    const { items } = storage;
    if (!items.length && !settings) return;
    const done = new Promise((resolve) => {
      givenBack = () => resolve(null);
    });
    trigger('select', { items, settings });
    await done;
    tellViews();
  }

  function tellViews() {
    const views = [...document.querySelectorAll(props.views)];
    if (views.some((view) => view instanceof HTMLElement && view.offsetParent)) trigger('apply');
  }

  /** When the page opens; from then on its settings are those to keep. */
  async function restoreAll() {
    await restore(storage.settings);
    storage.finishRestoring();
  }

  storage.onStatus(show);
  storage.open(props.storage_key, props.limits, props.default_settings);
  show();
  setTimeout(restoreAll, 0);

  // Heard of in the other pages of this browser, not in the one that kept it; the key is null when all is cleared.
  window.addEventListener('storage', (event) => {
    if (event.storageArea !== localStorage || !element.isConnected || !storage.follow(event.key)) return;
    props.value = JSON.stringify({ heard: storage.items });
    givenBack = tellViews;
    trigger('input');
  });

  watch('value', () => {
    /** @type {Update | {heard: unknown} | null} */
    const value = received(props);
    if (!value || 'heard' in value) return;
    if (value.forget) {
      if (value.forget === 'all') storage.forget();
      else storage.startOver();
    }
    const isLacking = value.items && storage.keepItems(value.items, value.unread);
    if (value.problem) storage.addProblem(value.problem);
    givenBack();
    givenBack = () => {};
    props.value = ''; // so that the same is heard of the next time, too
    if (isLacking) trigger('select', {});
  });
}
