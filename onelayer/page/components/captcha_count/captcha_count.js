/** How many captchas each network reads of some that neither has seen, and those that were read wrong. */

import { find, findAll, make } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { COUNTED, describeCount } from '../../runs/captchas/captcha_words.js';
import { captchas } from '../../runs/captchas/captchas.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Counts, ReadCaptcha, Reads } from '../../runs/captchas/captcha_words.js' */

const MOST_FAILURES = 12; // that are shown

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const table = find(element, '.results');
  const rows = findAll(element, 'tr');
  const again = find(element, '.again', HTMLButtonElement);
  const failures = find(element, '.failures');

  /** @param {Counts | null} counts */
  function show(counts) {
    table.hidden = !counts;
    again.disabled = counts?.isCounting ?? false;
    again.textContent = counts ? `Read ${COUNTED} others` : `Read ${COUNTED}`;
    find(element, '.said').textContent = counts ? describeCount(counts) : '';
    find(element, 'caption').textContent = `Read whole, of ${COUNTED} never seen before`;
    for (const row of rows) {
      const count = counts?.[/** @type {Reads} */ (row.dataset.reads)] ?? null;
      row.hidden = !count;
      find(row, '.right').textContent = count ? `${count.right} of ${count.done}` : '';
      find(row, '.bar').style.width = count?.done ? `${(100 * count.right) / count.done}%` : '0';
    }
    const wrong = counts?.trained?.failures ?? counts?.shipped?.failures ?? [];
    failures.replaceChildren(...wrong.slice(0, MOST_FAILURES).map(makeFailure));
  }

  /** @param {ReadCaptcha} captcha */
  function makeFailure(captcha) {
    const { picture, text, read } = captcha;
    const words = make('span', {}, 'read ', make('b', {}, read || 'nothing'), make('br'), `says ${text}`);
    const image = make('img', { src: picture, alt: '', width: 160, height: 60 });
    const button = make('button', { type: 'button', class: 'failure' }, image, words);
    button.addEventListener('click', () => captchas.open(captcha));
    return button;
  }

  again.addEventListener('click', () => captchas.count());
  slotOf(props.elem_id).onShow(show);
}
