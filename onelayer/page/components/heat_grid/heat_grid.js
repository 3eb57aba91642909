import { find, make } from '../../dom/dom.js';
import { hasModifier } from '../../dom/keys.js';
import { slotOf } from '../../dom/slots.js';
import { ARROWS } from '../../drawing/geometry.js';

/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{text: string, fraction: number, words: string, kind: 'right' | 'wrong' | 'outside' | 'waiting'}} Cell
 * @typedef {{rows: string[], columns: string[], cells: Cell[][]}} Grid
 */

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const slot = slotOf(props.elem_id);
  const table = find(element, 'table');
  const head = find(element, 'thead');
  const body = find(element, 'tbody');
  /** @type {HTMLButtonElement[][]} */
  let buttons = []; // row by row
  let at = [0, 0]; // the cell that Tab reaches; the arrow keys move from it
  let chosen = '';

  /**
   * @param {number} row
   * @param {number} column
   */
  function reach(row, column) {
    const button = buttons[row]?.[column];
    if (!button) return;
    buttons[at[0]][at[1]].tabIndex = -1;
    at = [row, column];
    button.tabIndex = 0;
    return button;
  }

  function mark() {
    buttons.forEach((line, row) => {
      line.forEach((button, column) => {
        button.setAttribute('aria-pressed', String(chosen === `${row},${column}`));
      });
    });
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  function makeButton(row, column) {
    const button = make('button', { type: 'button', tabindex: -1 }, make('span', { class: 'text' }));
    button.addEventListener('click', () => {
      reach(row, column);
      chosen = `${row},${column}`;
      mark();
      slot.press({ row, column });
    });
    button.addEventListener('keydown', (event) => {
      const step = hasModifier(event) ? undefined : ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      reach(row + step[0], column + step[1])?.focus();
    });
    return button;
  }

  /** @param {Grid} grid */
  function build(grid) {
    buttons = grid.rows.map((_, row) => grid.columns.map((_, column) => makeButton(row, column)));
    head.replaceChildren(make('tr', {}, make('td', { class: 'corner' }), ...grid.columns.map(() => make('th'))));
    body.replaceChildren(
      ...buttons.map((line) =>
        make('tr', {}, make('th', { class: 'row' }), ...line.map((button) => make('td', {}, button))),
      ),
    );
    at = [0, 0];
    chosen = '';
    reach(0, 0);
  }

  /** @param {Grid | null} grid  null to hide the table */
  function show(grid) {
    table.hidden = !grid;
    if (!grid) return;
    if (buttons.length !== grid.rows.length || buttons[0]?.length !== grid.columns.length) build(grid);
    setTexts(body.querySelectorAll('th.row'), grid.rows);
    table.style.setProperty('--longest', String(Math.max(...grid.rows.map((row) => row.length))));
    setTexts(head.querySelectorAll('th'), grid.columns);
    grid.cells.forEach((line, row) => {
      line.forEach(({ kind, fraction, words, text }, column) => {
        const button = buttons[row][column];
        button.className = kind;
        button.style.setProperty('--fraction', String(fraction));
        button.setAttribute('aria-label', words);
        button.title = words;
        find(button, '.text').textContent = text;
      });
    });
    mark();
  }

  slot.onShow(show);
}

/**
 * @param {NodeListOf<Element>} nodes
 * @param {string[]} texts
 */
function setTexts(nodes, texts) {
  nodes.forEach((node, i) => {
    node.textContent = texts[i];
  });
}
