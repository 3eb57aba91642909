// @ts-check
import { received } from './component.js';
import { find } from './dom.js';
import { onServerRestart } from './server.js';
import { storage } from './storage.js';

/** @import { Limits } from './collection.js' */
/** @import { Component } from './component.js' */

/**
 * @typedef {object} Update
 * @property {string | null} yours  the network to keep, in base64; null for the one that is kept
 * @property {string} problem  what the server could not read, in a sentence; empty for nothing
 * @property {boolean} forget  everything
 */

/** @typedef {{storage_key: string, limits: Limits}} Props */

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const line = find(element, '.kept');

  function show() {
    line.textContent = storage.status.sentence;
    line.classList.toggle('problem', storage.status.isProblem);
  }

  let givenBack = () => {};

  /** Give the server the network that is kept; done when it has answered. */
  async function restore() {
    if (!storage.yours) return;
    const done = new Promise((resolve) => {
      givenBack = () => resolve(null);
    });
    trigger('select', { yours: storage.yours });
    await done;
  }

  storage.onStatus(show);
  storage.open(props.storage_key, props.limits);
  show();
  setTimeout(restore, 0);
  onServerRestart(restore);

  // Heard of in the other pages of this browser, not in the one that kept it; key is null when all is cleared.
  window.addEventListener('storage', (event) => {
    if (event.storageArea !== localStorage || ![props.storage_key, null].includes(event.key)) return;
    if (!element.isConnected || !storage.follow(event.newValue ?? '')) return;
    props.value = JSON.stringify({ heard: storage.yours ?? '' });
    trigger('input');
  });

  watch('value', () => {
    /** @type {Update | {heard: string} | null} */
    const value = received(props);
    if (!value || 'heard' in value) return;
    givenBack();
    if (value.forget) storage.forget();
    if (value.yours) storage.keepNetwork(value.yours);
    if (value.problem) storage.addProblem(value.problem);
    props.value = ''; // so that the same is heard of the next time, too
  });
}
