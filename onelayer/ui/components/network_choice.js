// @ts-check
import { parseNetwork } from '../../browser/network.js';
import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find, make } from './dom.js';
import { reader } from './reader.js';
import { storage } from './storage.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{key: string, name: string, file: string | null}} Choice  file: base64 of a safetensors file; null for what ships
 * @typedef {{choices: Choice[], chosen: string | null}} Offer  chosen: null for the one that reads now
 * @typedef {{networks: Record<string, string>, prototypes: string}} Props  the addresses of what ships
 */

const YOURS = 'yours';

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const place = find(element, '.networks');
  /** @type {Choice[]} */
  let choices = [];

  function receive() {
    /** @type {Offer | null} */
    const offer = received(props);
    if (offer && 'choices' in offer) show(offer.choices, offer.chosen ?? reader.key);
  }

  /**
   * @param {Choice[]} next
   * @param {string} chosen
   */
  function show(next, chosen) {
    choices = next;
    for (const { key, file } of choices) {
      if (file) reader.add(key, parseNetwork(decodeBytes(file).buffer));
    }
    reader.offer(choices);
    place.replaceChildren(...choices.map(makeChoice));
    choose(choices.some(({ key }) => key === chosen) ? chosen : choices[0].key);
  }

  /** The network that the browser has stored reads at once: the server need not be there. */
  function showStored() {
    if (!storage.yours || choices.some(({ key }) => key === YOURS)) return;
    try {
      show([...choices, { key: YOURS, name: 'Yours', file: storage.yours }], YOURS);
    } catch (error) {
      console.info('The network that is stored cannot be read:', error); // the page says so when the server has seen it
    }
  }

  /** @param {Choice} choice */
  function makeChoice({ key, name }) {
    const radio = make('input', { type: 'radio', name: 'network', value: key });
    radio.addEventListener('change', () => {
      choose(key);
      trigger('input');
    });
    return make('label', {}, radio, name);
  }

  /** @param {string} key */
  function choose(key) {
    for (const radio of place.querySelectorAll('input')) radio.checked = radio.value === key;
    props.value = JSON.stringify({ key });
    reader.choose(key);
  }

  reader.load(props.networks, props.prototypes);
  watch('value', receive);
  receive();
  storage.onStatus(showStored);
  showStored();
}
