import { parseNetwork } from '../../browser/network.js';
import { received } from './component.js';
import { decodeBytes } from './decoding.js';
import { find, make } from './dom.js';
import { reader } from './reader.js';
import { storage } from './storage.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{key: string, name: string, file: string | null}} Choice  file: a safetensors file in base64; null for a
 *   network that ships
 * @typedef {{choices: Choice[], chosen: string | null}} Offer  chosen: the key to choose; null to keep the one in use
 * @typedef {{networks: Record<string, string>, prototypes: string}} Props  the addresses of the files that ship
 */

const MOST_RADIOS = 3; // for runs; more runs are in a list
const RUN = /^run-/;

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  const place = find(element, '.networks');
  /** @type {Choice[]} */
  let choices = [];
  let hasShownStored = false;

  function receive() {
    /** @type {Offer | null} */
    const offer = received(props);
    if (!offer || !('choices' in offer)) return;
    show(offer.choices, offer.chosen ?? reader.key);
    const own = choices.filter(({ key }) => !(key in props.networks));
    if (own.some(({ key }) => !reader.networks.has(key))) trigger('select');
  }

  /** Takes the networks that the server sends later, and keeps the choice in the browser. */
  function receiveNext() {
    receive();
    keepChoice();
  }

  function keepChoice() {
    storage.keepChoice(reader.key === choices[0].key ? '' : reader.key);
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
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const runs = choices.filter(({ key }) => RUN.test(key));
    const listed = runs.length > MOST_RADIOS ? runs : [];
    place.replaceChildren(...choices.filter((choice) => !listed.includes(choice)).map(makeChoice));
    if (listed.length) place.append(makeRunList(listed));
    reader.offer(choices);
    choose(choices.some(({ key }) => key === chosen) ? chosen : choices[0].key);
    focusAgain(focused);
  }

  /**
   * Focuses the node that has replaced one that had the focus.
   * @param {Element | null} gone
   */
  function focusAgain(gone) {
    if (gone instanceof HTMLSelectElement) place.querySelector('select')?.focus();
    if (!(gone instanceof HTMLInputElement)) return;
    [...place.querySelectorAll('input')].find((radio) => radio.value === gone.value)?.focus();
  }

  /** Shows the networks that the browser has stored; they can be used at once, also without the server. */
  function showStored() {
    if (!storage.key || hasShownStored) return;
    hasShownStored = true;
    const own = storage.items.filter(isNetwork).reverse();
    if (own.length) show([...choices, ...own], storage.reads);
  }

  /**
   * Whether a stored file contains a network. If it does not, the page says so when the server has read it.
   * @param {Choice} choice
   */
  function isNetwork({ file }) {
    try {
      return Boolean(file && parseNetwork(decodeBytes(file).buffer));
    } catch (error) {
      console.info('A network that is stored cannot be read:', error);
      return false;
    }
  }

  /** @param {Choice} choice */
  function makeChoice({ key, name }) {
    const radio = make('input', { type: 'radio', name: 'network', value: key });
    radio.addEventListener('change', () => {
      choose(key);
      keepChoice();
    });
    return make('label', {}, radio, name);
  }

  /**
   * Makes a list of runs, with one radio button for the run that the list shows.
   * @param {Choice[]} runs  the newest first
   */
  function makeRunList(runs) {
    const radio = make('input', {
      type: 'radio',
      name: 'network',
      value: runs[0].key,
      'aria-label': 'One of your runs',
    });
    const options = runs.map(({ key, name }) => make('option', { value: key }, name));
    const list = make('select', { 'aria-label': 'Run that reads' }, ...options);
    const chosen = () => {
      choose(list.value);
      keepChoice();
    };
    radio.addEventListener('change', chosen);
    list.addEventListener('change', chosen);
    return make('label', { class: 'runs' }, radio, list);
  }

  /** @param {string} key */
  function choose(key) {
    const list = place.querySelector('select');
    if (list && RUN.test(key)) list.value = key;
    for (const radio of place.querySelectorAll('input')) {
      if (list && radio.parentElement === list.parentElement) radio.value = list.value;
      radio.checked = radio.value === key;
    }
    props.value = JSON.stringify({ key });
    reader.choose(key, choices.find((choice) => choice.key === key)?.name ?? '');
  }

  reader.load(props.networks, props.prototypes);
  watch('value', receiveNext);
  receive();
  storage.onStatus(showStored);
  showStored();
}
