import { find, make } from '../../dom/dom.js';
import { numberReader } from '../../drawing/number_reader.js';
import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { HAND, HAND_NAME, keyOfRun, networkOfHand, numberInKey } from '../../store/things.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Hand } from '../../store/things.js' */
/** @import { Weights } from '../../reading/numbers/number.js' */
/** @import { Named } from '../../drawing/reader.js' */

/**
 * @typedef {object} Props
 * @property {Record<string, string>} names  of the networks that ship, by their keys
 * @property {Record<string, string>} networks  their addresses
 * @property {string} prototypes  their address
 * @property {Weights} weights  of the terms of an arc's score, with which a number is read
 */

const MOST_RADIOS = 3; // for runs; more runs are in a list

/** @param {Component<Props>} component */
export function mount({ element, props }) {
  const place = find(element, '.networks');
  const shipped = Object.entries(props.names).map(([key, name]) => ({ key, name }));
  const first = shipped[0].key;
  /** @type {readonly Named[]} */
  let choices = [];
  /** @type {Hand | null} */
  let hand = null; // whose network the reader has

  /** Offers the networks that ship, Your hand, then the runs, the newest first; a chosen network that is gone gives its
   * place to the first. */
  function show() {
    const runs = [...store.runs].reverse();
    for (const { number, network } of runs) {
      if (reader.networks.get(keyOfRun(number)) !== network) reader.add(keyOfRun(number), network);
    }
    if (store.hand && store.hand !== hand) reader.add(HAND, networkOfHand(store.hand));
    hand = store.hand;
    const own = hand ? [{ key: HAND, name: HAND_NAME }] : [];
    offer([...shipped, ...own, ...runs.map(({ number, name }) => ({ key: keyOfRun(number), name }))]);
    const chosen = store.reads || first;
    choose(choices.some(({ key }) => key === chosen) ? chosen : first);
  }

  /** @param {readonly Named[]} next */
  function offer(next) {
    if (JSON.stringify(next) === JSON.stringify(choices)) return;
    choices = next;
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const runs = choices.filter(({ key }) => numberInKey(key) !== null);
    const listed = runs.length > MOST_RADIOS ? runs : [];
    place.replaceChildren(...choices.filter((choice) => !listed.includes(choice)).map(makeChoice));
    if (listed.length) place.append(makeRunList(listed));
    reader.set({ choices });
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

  /** @param {Named} choice */
  function makeChoice({ key, name }) {
    const radio = make('input', { type: 'radio', name: 'network', value: key });
    radio.addEventListener('change', () => store.set('reads', key));
    return make('label', {}, radio, name);
  }

  /**
   * Makes a list of runs, with one radio button for the run that the list shows.
   * @param {readonly Named[]} runs  the newest first
   */
  function makeRunList(runs) {
    const ofRuns = { value: runs[0].key, 'aria-label': 'One of your runs' };
    const radio = make('input', { type: 'radio', name: 'network', ...ofRuns });
    const options = runs.map(({ key, name }) => make('option', { value: key }, name));
    const list = make('select', { 'aria-label': 'Run that reads' }, ...options);
    const chosen = () => store.set('reads', list.value);
    radio.addEventListener('change', chosen);
    list.addEventListener('change', chosen);
    return make('label', { class: 'runs' }, radio, list);
  }

  /** @param {string} key */
  function choose(key) {
    const list = place.querySelector('select');
    if (list && numberInKey(key) !== null) list.value = key;
    for (const radio of place.querySelectorAll('input')) {
      if (list && radio.parentElement === list.parentElement) radio.value = list.value;
      radio.checked = radio.value === key;
    }
    if (reader.key !== key) reader.set({ key });
  }

  numberReader.setWeights(props.weights);
  reader.load(props.networks, props.prototypes);
  store.shippedNames = Object.values(props.names);
  store.onChange(['runs', 'hand', 'reads'], show);
  show();
}
