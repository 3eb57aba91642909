// @ts-check
import { received } from './component.js';
import { find } from './dom.js';
import { onServerRestart } from './server.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{text: string | null, words: string}} ToKeep  text: what to keep, empty to forget, null to leave as it is
 * @typedef {{heard: string}} Heard  what another page of this browser keeps
 */

/** @param {Component<{storage_key: string}>} component */
export function mount({ element, props, trigger, watch }) {
  const line = find(element, '.kept');

  /**
   * @param {string} text
   * @param {boolean} isProblem
   */
  function say(text, isProblem) {
    line.textContent = text;
    line.classList.toggle('problem', isProblem);
  }

  const kept = read(props.storage_key);
  if (kept) setTimeout(() => trigger('select', { text: kept }), 0);

  let givenBack = () => {};
  onServerRestart(async () => {
    const text = read(props.storage_key);
    if (!text) return;
    const done = new Promise((resolve) => {
      givenBack = () => resolve(null);
    });
    trigger('select', { text });
    await done;
  });

  // Heard of in the other pages of this browser, not in the one that kept it; key is null when all is cleared.
  window.addEventListener('storage', (event) => {
    if (event.storageArea !== localStorage || ![props.storage_key, null].includes(event.key)) return;
    props.value = JSON.stringify({ heard: event.newValue || '' });
    trigger('input');
  });

  watch('value', () => {
    /** @type {ToKeep | Heard | null} */
    const value = received(props);
    if (!value || 'heard' in value) return;
    givenBack();
    try {
      if (value.text) localStorage.setItem(props.storage_key, value.text);
      else if (value.text === '') localStorage.removeItem(props.storage_key);
      say(value.words, false);
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      const reason = isFull ? 'its storage is full' : 'it blocks storage';
      say(
        `This browser does not keep your drawings and your network: ${reason}. They are here until you close the page: export them in the Handwriting tab.`,
        true,
      );
    }
  });
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // said when there is something to keep
  }
}
