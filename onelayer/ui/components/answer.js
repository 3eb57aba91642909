import { agreementOf, createBars, digitOf, sentenceOf } from './bars.js';
import { received } from './component.js';
import { find, setText } from './dom.js';
import { padOf } from './pads.js';
import { CHOSEN_BY_READING, reader } from './reader.js';
import { onShown } from './shown.js';
import { snapshots } from './snapshots.js';

/** @import { Bars } from './bars.js' */
/** @import { Component } from './component.js' */

/**
 * @typedef {object} Reference  what the server reads
 * @property {number} number  of the pad's change
 * @property {string} key  of the network
 * @property {number[]} probabilities
 */

const ROUNDING = 0.001; // of a probability

/** @param {Component<{source: 'reader' | 'replay'}>} component */
export function mount(component) {
  const bars = createBars(component.element);
  if (component.props.source === 'replay') followReplay(bars, component);
  else followReader(bars, component);
}

/**
 * @param {Bars} bars
 * @param {Component<{source: 'reader' | 'replay'}>} component
 */
function followReader({ root, rows, show, compare: showPair }, { element, props, watch }) {
  const difference = find(element, '.difference');
  const announced = find(element, '.announced');

  /** Both roads are one, so a difference is a defect: it is to be seen. */
  function compare() {
    /** @type {Reference | null} */
    const reference = received(props);
    const { shown } = reader;
    const isOfThis = reference !== null && reference.number === shown?.number && reference.key === shown.key;
    root.dataset.reference = isOfThis ? 'equal' : 'none';
    difference.textContent = '';
    if (!reference || !shown || !isOfThis) return;
    const { probabilities } = reference;
    const { reading } = shown;
    if (probabilities.every((value, i) => Math.abs(value - reading.probabilities[i]) <= ROUNDING)) return;
    const digit = probabilities.indexOf(Math.max(...probabilities));
    root.dataset.reference = 'differs';
    difference.textContent = `The server reads ${digit}, ${(100 * probabilities[digit]).toFixed(1)} %. The two should agree: this is a defect.`;
  }

  /** Read out once, when the pen rests or another network is chosen: not each of the answers on the way. */
  function announce() {
    const { shown } = reader;
    const also = shown?.second ? `. ${agreementOf(shown.reading, shown.second.reading)}` : '';
    setText(announced, shown ? `${digitOf(shown)}, ${sentenceOf(shown)}${also}` : '');
  }

  let networks = '';
  reader.onReading((shown) => {
    show(shown, reader.problem || undefined);
    const names = reader.namesCompared();
    showPair(names && { first: shown, second: shown?.second ?? null, names });
    if (`${reader.key} ${reader.compared}` !== networks) announce();
    networks = `${reader.key} ${reader.compared}`;
    if (root.dataset.reference !== 'none') compare();
  });
  rows.forEach((row, digit) => {
    row.addEventListener('click', () => {
      reader.explain(reader.digit === digit ? CHOSEN_BY_READING : digit, reader.other);
    });
  });
  padOf('pad').onRest(announce);
  watch('value', compare);
}

/**
 * @param {Bars} bars
 * @param {Component<{source: 'reader' | 'replay'}>} component
 */
function followReplay({ show }, { element }) {
  function look() {
    if (!element.offsetParent) return; // in a hidden tab
    const network = snapshots.network ?? reader.networks.get(snapshots.key) ?? null;
    show(network && reader.readWith(network));
  }

  snapshots.onMove(look);
  reader.onReading(look);
  onShown(element, look);
}
