/** The number's digits in a line over the pad, each above its ink: a press explains it. */

import { find, make, setAttribute, setText } from '../../dom/dom.js';
import { numberReader } from '../../drawing/number_reader.js';
import { spread } from '../../pictures/spread.js';
import { formatProbability } from '../../reading/format.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { NumberDigit } from '../../reading/numbers/number.js' */
/** @import { ShownNumber } from '../../drawing/number_reader.js' */

/** @param {Component<{width: number}>} component  width: of the pad, in its heights */
export function mount({ element, props }) {
  const list = find(element, '.digits');
  /** @type {ReturnType<typeof makePlace>[]} */
  const places = [];
  let width = 0; // of the line, in pixels; 0 in a hidden tab
  let room = 0; // that a digit takes; 0 until there is one to measure

  /** @param {ShownNumber | null} shown */
  function show(shown) {
    const digits = shown?.number.digits ?? [];
    while (places.length < digits.length) places.push(makePlace(places.length));
    for (const { item } of places.slice(digits.length)) item.remove();
    for (const { item } of places.slice(0, digits.length)) if (!item.parentElement) list.append(item);
    room ||= list.firstElementChild instanceof HTMLElement ? list.firstElementChild.offsetWidth : 0;
    const scale = width / props.width;
    const wanted = digits.map(({ box }) => scale * ((box.left + box.right) / 2));
    const lefts = spread(wanted, room, width);
    digits.forEach((digit, i) => {
      showDigit(places[i], digit, i === shown?.place);
      setAttribute(places[i].item, 'style', `transform: translateX(${lefts[i].toFixed(1)}px)`);
    });
  }

  new ResizeObserver(() => {
    width = element.offsetWidth;
    room = 0;
    show(numberReader.shown);
  }).observe(element);
  numberReader.readWhileShown(element);
  numberReader.onReading(show);
}

/** @param {number} number  of the digit, from 0 */
function makePlace(number) {
  const name = make('span', { class: 'name' });
  const share = make('span', { class: 'share' });
  const button = make('button', { type: 'button' }, name, ' ', share);
  button.addEventListener('click', () => numberReader.choose(number));
  button.addEventListener('focus', () => numberReader.choose(number));
  return { item: make('li', {}, button), button, name, share, number };
}

/**
 * @param {ReturnType<typeof makePlace>} place
 * @param {NumberDigit} digit
 * @param {boolean} isExplained
 */
function showDigit({ button, name, share, number }, { digit, probability, isSure }, isExplained) {
  const percent = formatProbability(probability, 0);
  const text = `${digit}${isSure ? '' : '?'}`;
  setText(name, text);
  setText(share, percent);
  setAttribute(button, 'class', isSure ? '' : 'unsure');
  setAttribute(button, 'aria-pressed', String(isExplained));
  setAttribute(button, 'aria-label', `${text} ${percent}${isSure ? '' : ', not sure'}: why digit ${number + 1}?`);
}
