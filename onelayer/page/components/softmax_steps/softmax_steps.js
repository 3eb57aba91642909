/** The formula with the numbers of the page's reading, from the sums to the probabilities, step by step. */

import { find, findAll } from '../../dom/dom.js';
import { whileShown } from '../../dom/shown.js';
import { reader } from '../../drawing/reader.js';
import { showFormula } from '../../reading/formula.js';

/** @import { Component } from '../../dom/component.js' */

const COLUMNS = [[0], [1, 2], [3], [4], [5]]; // the columns that each step adds
const LAST = COLUMNS.length - 1;

/** @param {Component} component */
export function mount({ element }) {
  const heads = findAll(element, 'thead th').slice(1);
  const sentence = find(element, '.sentence');
  const where = find(element, '.where');
  const back = find(element, '.back', HTMLButtonElement);
  const next = find(element, '.next', HTMLButtonElement);
  const waiting = sentence.textContent;
  let step = 0;

  const lines = findAll(element, 'tbody tr').map((line) => ({ line, cells: findAll(line, 'td') }));

  const show = whileShown(element, () => {
    const { shown } = reader;
    const value = shown ? showFormula(shown.network, shown.reading) : null;
    const known = COLUMNS.slice(0, step + 1).flat();
    lines.forEach(({ line, cells }, digit) => {
      line.classList.toggle('leads', value?.digit === digit);
      cells.forEach((cell, i) => {
        cell.textContent = value ? value.rows[digit][i] : '–';
      });
    });
    for (const cells of [heads, ...lines.map((line) => line.cells)]) {
      cells.forEach((cell, i) => {
        cell.classList.toggle('later', !known.includes(i));
        cell.classList.toggle('now', COLUMNS[step].includes(i));
      });
    }
    sentence.textContent = value ? value.sentences[step] : waiting;
    where.textContent = `Step ${step + 1} of ${COLUMNS.length}`;
    back.disabled = step === 0;
    next.disabled = step === LAST;
  });

  /** @param {number} by */
  function walk(by) {
    step += by;
    show();
  }

  back.addEventListener('click', () => walk(-1));
  next.addEventListener('click', () => walk(1));
  reader.onReading(show);
}
