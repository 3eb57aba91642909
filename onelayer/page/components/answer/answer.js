/** The answer: the digit in large type and its ten probability bars, always in the order 0 to 9. */

import { goTo } from '../../address/address.js';
import { find, setText } from '../../dom/dom.js';
import { whileShown } from '../../dom/shown.js';
import { isDot } from '../../drawing/ink.js';
import { numberReader } from '../../drawing/number_reader.js';
import { padOf } from '../../drawing/pads.js';
import { CHOSEN_BY_READING, reader } from '../../drawing/reader.js';
import { moveToNumbers, numberOn, sentenceOfSeveral } from '../../drawing/several_digits.js';
import { sentenceOf } from '../../reading/verdict.js';
import { howFew } from '../../runs/how_few/how_few.js';
import { snapshots } from '../../runs/shown/snapshots.js';
import { agreementOf, createBars, digitOf } from './bars.js';

/** @import { Bars } from './bars.js' */
/** @import { Component } from '../../dom/component.js' */

const DOT = 'That is a dot, too small to be read: draw on';
const NOTHING_TO_REPLAY = 'Nothing is on the pad: choose a digit to replay, or draw one on the Draw tab';
const NOTHING_TO_ROUND = 'Draw a digit on the Draw tab: what this network reads then stands here';
const OF_A_NUMBER = 'Its first digit comes while you write';

/** @typedef {{source: 'reader' | 'replay' | 'few' | 'number'}} Props  what is read: the Draw tab's pad, that by a snapshot or by a rounded network, or a digit of a number */

/** @param {Component<Props>} component */
export function mount(component) {
  const bars = createBars(component.element);
  const { source } = component.props;
  if (source === 'replay' || source === 'few') followOther(bars, component);
  else if (source === 'number') followNumber(bars);
  else followReader(bars, component);
}

/**
 * @param {Bars} bars
 * @param {Component<Props>} component
 */
function followReader({ rows, show, compare }, { element }) {
  const announced = find(element, '.announced');
  const several = find(element, '.several', HTMLButtonElement);
  const severalNumber = find(several, '.number');
  let number = ''; // on the pad, if it plainly holds several digits; otherwise empty

  /** Read out once, when the pen rests or another network is chosen: not each of the answers on the way. */
  function announce() {
    const { shown } = reader;
    const also = shown?.second ? `. ${agreementOf(shown.reading, shown.second.reading)}` : '';
    if (number) setText(announced, sentenceOfSeveral(number));
    else setText(announced, shown ? `${digitOf(shown)}, ${sentenceOf(shown)}${also}` : insteadOf());
  }

  /** What is said where there is no reading though there is ink; empty where there is none. */
  function insteadOf() {
    return reader.problem || (isDot(padOf('pad').content) ? DOT : '');
  }

  let networks = '';
  reader.onReading((shown) => {
    number = shown ? numberOn(padOf('pad').content.strokes, shown.verdict) : '';
    several.hidden = !number;
    setText(severalNumber, number);
    show(shown, insteadOf() || undefined, number ? sentenceOfSeveral(number) : undefined);
    const names = reader.namesCompared();
    compare(names && { first: shown, second: shown?.second ?? null, names });
    if (`${reader.key} ${reader.compared}` !== networks) announce();
    networks = `${reader.key} ${reader.compared}`;
  });
  rows.forEach((row, digit) => {
    row.addEventListener('click', () => {
      reader.set({ digit: reader.digit === digit ? CHOSEN_BY_READING : digit });
    });
  });
  several.addEventListener('click', () => {
    moveToNumbers(padOf('pad').content.strokes);
    goTo('numbers');
  });
  padOf('pad').onRest(announce);
}

/**
 * Follows what a network that was not chosen reads on the pad: a snapshot, or a rounded one.
 * @param {Bars} bars
 * @param {Component<Props>} component
 */
function followOther({ show }, { element, props }) {
  const isReplay = props.source === 'replay';
  const look = whileShown(element, () => {
    const replayed = snapshots.network ?? reader.networks.get(snapshots.key) ?? null;
    const network = isReplay ? replayed : howFew.shown;
    show(network && reader.readWith(network), isReplay ? NOTHING_TO_REPLAY : NOTHING_TO_ROUND);
  });
  if (isReplay) snapshots.onMove(look);
  else howFew.onChange(look);
  reader.onReading(look);
}

/** @param {Bars} bars */
function followNumber({ rows, show }) {
  numberReader.onReading((shown) => show(shown?.explained ?? null, OF_A_NUMBER));
  rows.forEach((row, digit) => {
    row.addEventListener('click', () => {
      numberReader.explain(numberReader.digit === digit ? CHOSEN_BY_READING : digit);
    });
  });
}
