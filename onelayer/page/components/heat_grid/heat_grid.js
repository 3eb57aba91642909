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
  let names = ''; // of the rows and columns for which they were made
  let at = [0, 0]; // row and column of the cell that Tab reaches; the arrow keys move from it
  let chosen = ''; // the row and column of the cell that was pressed

  /** @param {Grid} grid */
  function build({ rows, columns }) {
    buttons = rows.map((_, row) => columns.map((_, column) => makeButton(row, column)));
    const lines = buttons.map((line) => line.map((button) => make('td', {}, button)));
    head.replaceChildren(
      make('tr', {}, make('td', { class: 'corner' }), ...columns.map((name) => make('th', {}, name))),
    );
    body.replaceChildren(...rows.map((name, row) => make('tr', {}, make('th', { class: 'row' }, name), ...lines[row])));
    table.style.setProperty('--longest', String(Math.max(...rows.map((row) => row.length))));
    names = JSON.stringify([rows, columns]);
    [at, chosen] = [[0, 0], ''];
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  function makeButton(row, column) {
    const button = make('button', { type: 'button' }, make('span', { class: 'text' }));
    button.addEventListener('click', () => {
      [at, chosen] = [[row, column], `${row},${column}`];
      show(slot.value);
      slot.press({ row, column });
    });
    button.addEventListener('keydown', (event) => {
      const step = hasModifier(event) ? undefined : ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      const next = buttons[row + step[0]]?.[column + step[1]];
      if (!next) return;
      at = [row + step[0], column + step[1]];
      show(slot.value);
      next.focus();
    });
    return button;
  }

  /** @param {Grid | null} grid  null to hide the table */
  function show(grid) {
    table.hidden = !grid;
    if (!grid) return;
    if (JSON.stringify([grid.rows, grid.columns]) !== names) build(grid);
    for (const [row, line] of grid.cells.entries()) {
      for (const [column, { kind, fraction, words, text }] of line.entries()) {
        const button = buttons[row][column];
        button.className = kind;
        button.style.setProperty('--fraction', String(fraction));
        button.setAttribute('aria-label', words);
        button.title = words;
        button.tabIndex = at[0] === row && at[1] === column ? 0 : -1;
        button.setAttribute('aria-pressed', String(chosen === `${row},${column}`));
        find(button, '.text').textContent = text;
      }
    }
  }

  slot.onShow(show);
}
