import { received } from './component.js';
import { find, make } from './dom.js';
import { reader } from './reader.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {'show' | 'compare' | 'keep' | 'read' | 'delete' | 'rename'} Action
 * @typedef {object} Row
 * @property {string} key  empty if the row has no actions
 * @property {string} name
 * @property {string} about
 * @property {string} time
 * @property {string} training
 * @property {string} validation
 * @property {string} test
 * @property {boolean} own
 * @property {boolean} shown
 * @property {boolean} compared
 * @property {boolean} kept
 * @property {boolean} best
 */

const FIGURES = /** @type {const} */ (['time', 'training', 'validation', 'test']);

/** @param {Component<{longest_name: number}>} component */
export function mount({ element, props, trigger, watch }) {
  const body = find(element, 'tbody');
  let replacing = false; // while rows are replaced: a field that has the focus then gets a blur event

  /**
   * @param {Action} action
   * @param {Row} row
   */
  function ask(action, row, text = '') {
    trigger('select', { action, key: row.key, text });
  }

  /**
   * Makes a radio button or a checkbox. The server decides whether it is checked; a choice that it refuses is reset.
   * @param {'radio' | 'checkbox'} type
   * @param {Action} action
   * @param {Row} row
   * @param {boolean} checked
   * @param {string} label
   */
  function makeBox(type, action, row, checked, label) {
    const name = `${action}-${type === 'radio' ? 'one' : row.key}`;
    const input = make('input', { type, name, 'data-focus': `${action} ${row.key}`, 'aria-label': label });
    input.checked = checked;
    input.addEventListener('change', () => ask(action, row));
    return input;
  }

  /**
   * @param {Action} action
   * @param {Row} row
   * @param {string} text
   * @param {string} title
   */
  function makeButton(action, row, text, title) {
    const focus = `${action} ${row.key}`;
    const button = make('button', { type: 'button', title, 'aria-label': title, 'data-focus': focus }, text);
    button.addEventListener('click', () => ask(action, row));
    return button;
  }

  /** @param {Row} row */
  function makeNameField(row) {
    const field = make('input', {
      class: 'name-field',
      size: Math.max(5, row.name.length),
      title: 'Name it',
      maxlength: props.longest_name,
      'aria-label': `Name of ${row.name}`,
      'data-focus': `rename ${row.key}`,
    });
    field.defaultValue = row.name; // the name that the server has; if `value` differs, the visitor is typing
    const rename = () => {
      if (replacing || field.value === field.defaultValue) return;
      field.defaultValue = field.value;
      ask('rename', row, field.value);
    };
    field.addEventListener('blur', rename);
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') rename();
    });
    return field;
  }

  /** @param {Row} row */
  function makeName(row) {
    const cell = make('th', { class: 'network', scope: 'row' });
    cell.append(row.own ? makeNameField(row) : make('span', {}, row.name));
    if (row.best) {
      cell.append(make('span', { class: 'badge', title: 'It reads the most of the test digits' }, 'Best of yours'));
    }
    cell.append(make('span', { class: 'badge', 'data-reads': row.key }, 'Reads now'));
    if (row.about) cell.append(make('span', { class: 'about' }, row.about));
    return cell;
  }

  /** @param {Row} row */
  function makeActions(row) {
    const keep = makeButton(
      'keep',
      row,
      row.kept ? 'Kept' : 'Keep',
      `Keep ${row.name}, whatever comes${row.kept ? ': kept' : ''}`,
    );
    keep.setAttribute('aria-pressed', String(row.kept));
    const read = makeButton('read', row, 'Let it read', `Let it read on the Draw tab: ${row.name}`);
    return [keep, read, makeButton('delete', row, 'Delete', `Delete ${row.name}`)];
  }

  /** @param {Row} row */
  function makeLine(row) {
    const show = make('td', { class: 'pick' });
    const compare = make('td', { class: 'pick compare' });
    if (row.key) {
      show.append(makeBox('radio', 'show', row, row.shown, `Show ${row.name}`));
      compare.append(makeBox('checkbox', 'compare', row, row.compared, `Compare ${row.name}`));
      compare.dataset.label = 'Compare';
    }
    const figures = FIGURES.map((name) =>
      make('td', { class: name, 'data-label': name[0].toUpperCase() + name.slice(1) }, row[name]),
    );
    const actions = make('td', { class: 'actions' }, ...(row.own ? makeActions(row) : []));
    const kind = `${row.own ? 'mine' : ''} ${row.shown ? 'shown' : ''}`;
    return make('tr', { class: kind }, show, makeName(row), ...figures, compare, actions);
  }

  /** Shows the badge at the network in use, which only the page knows. */
  function markReading() {
    /** @type {NodeListOf<HTMLElement>} */
    const badges = body.querySelectorAll('[data-reads]');
    for (const badge of badges) badge.hidden = badge.dataset.reads !== reader.key;
  }

  function show() {
    /** @type {{rows: Row[]} | null} */
    const value = received(props);
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    replacing = true;
    body.replaceChildren(...(value?.rows ?? []).map(makeLine));
    replacing = false;
    markReading();
    if (focused instanceof HTMLElement) focusAgain(focused);
  }

  /**
   * Focuses the node that has replaced one that had the focus, and keeps a name that is half typed.
   * @param {HTMLElement} gone
   */
  function focusAgain(gone) {
    /** @type {NodeListOf<HTMLElement>} */
    const nodes = body.querySelectorAll('[data-focus]');
    const again = [...nodes].find((node) => node.dataset.focus === gone.dataset.focus);
    again?.focus();
    if (!(again instanceof HTMLInputElement && gone instanceof HTMLInputElement && again.type === 'text')) return;
    if (gone.value === gone.defaultValue) return;
    again.value = gone.value;
    again.setSelectionRange(gone.selectionStart, gone.selectionEnd);
  }

  watch('value', show);
  show();
  reader.onReading(markReading);
}
