/** The number in large type, how probable it is, and the runner-up. */

import { find, setText } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { demonstrate } from '../../drawing/demonstration.js';
import { isDot } from '../../drawing/ink.js';
import { NUMBER_PAD, numberReader } from '../../drawing/number_reader.js';
import { padOf } from '../../drawing/pads.js';
import { reader } from '../../drawing/reader.js';
import { keepPad } from '../../store/kept_pad.js';
import { placeInWords, sentenceOfNumber } from './number_words.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Point } from '../../drawing/geometry.js' */
/** @import { ShownNumber } from '../../drawing/number_reader.js' */

const EMPTY = 'The number comes while you write';
const DOT = 'That is a dot, too small to be read: write on';
const DEMO = 'It wrote itself: write a number of your own.';

/** @param {Component<{demo: Point[][]}>} component  demo: the strokes of a number that writes itself */
export function mount({ element, props }) {
  const pad = padOf(NUMBER_PAD);
  const root = find(element, '.number-answer');
  const number = find(element, '.number');
  const sentence = find(element, '.sentence');
  const announced = find(element, '.announced');
  const which = slotOf('number-which');
  let updates = 0;

  /** @param {ShownNumber | null} shown */
  function show(shown) {
    setText(number, shown ? `${shown.number.text}${shown.number.isSure ? '' : '?'}` : '');
    const demo = pad.content.isDemo ? ` ${DEMO}` : '';
    const instead = reader.problem || (isDot(pad.content) ? DOT : EMPTY);
    setText(sentence, shown ? `${sentenceOfNumber(shown.number)}${demo}` : instead);
    root.classList.toggle('unsure', shown?.number.isSure === false);
    const place = placeInWords(shown);
    if (place !== which.value) which.show(place); // it is read out
    updates += 1;
    root.dataset.updates = String(updates);
  }

  /** Read out once, when the pen rests: not each of the numbers on the way, and not what writes itself. */
  function announce() {
    const { shown } = numberReader;
    if (!pad.content.isDemo) setText(announced, shown ? `${shown.number.text}: ${sentenceOfNumber(shown.number)}` : '');
  }

  numberReader.onReading(show);
  pad.onRest(announce);
  keepPad(NUMBER_PAD, 'numberPad').then(() => demonstrate(pad, props.demo));
}
