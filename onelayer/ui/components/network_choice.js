// @ts-check
import { parseNetwork } from '../../browser/network.js';
import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find, make } from './dom.js';
import { reader } from './reader.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{key: string, name: string, file: string | null}} Choice  file: base64 of a safetensors file; null for what ships
 * @typedef {{choices: Choice[], chosen: string | null}} Offer  chosen: null for the one that reads now
 * @typedef {{networks: Record<string, string>, prototypes: string}} Props  the addresses of what ships
 */

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const place = find(element, '.networks');

  function show() {
    /** @type {Offer | null} */
    const offer = received(props);
    if (!offer || !('choices' in offer)) return;
    for (const { key, file } of offer.choices) {
      if (file) reader.add(key, parseNetwork(decodeBytes(file).buffer));
    }
    const keys = offer.choices.map(({ key }) => key);
    const chosen = offer.chosen ?? reader.key;
    place.replaceChildren(...offer.choices.map(makeChoice));
    choose(keys.includes(chosen) ? chosen : keys[0]);
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
  watch('value', show);
  show();
}
