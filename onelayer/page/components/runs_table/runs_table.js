/** The table of the visitor's runs, the networks that ship and published ones, with what can be done with each. */

import { find, make } from '../../dom/dom.js';
import { beforeNextFrame } from '../../dom/frame.js';
import { saveFile } from '../../dom/save_file.js';
import { whileShown } from '../../dom/shown.js';
import { slotOf } from '../../dom/slots.js';
import { reader } from '../../drawing/reader.js';
import { takeNetwork } from '../../runs/networks/network_import.js';
import { shown } from '../../runs/shown/shown_network.js';
import { compared } from '../../runs/table/compared.js';
import { followCompared } from '../../runs/table/comparison.js';
import { makeRows } from '../../runs/table/rows.js';
import { act, bringBack } from '../../runs/table/run_actions.js';
import { formatRunsCsv } from '../../runs/table/runs_csv.js';
import { measureRuns } from '../../runs/test_digits/inspections.js';
import { LONGEST_NAME, store } from '../../store/store.js';

/** @import { Known } from '../../runs/training/recipes.js' */
/** @import { Other, Row } from '../../runs/table/rows.js' */
/** @import { Action } from '../../runs/table/run_actions.js' */
/** @import { Component } from '../../dom/component.js' */

const FIGURES = /** @type {const} */ (['time', 'training', 'validation', 'test']);
const sentence = slotOf('runs-sentence');

/** @param {Component<{others: Other[], known: Known, about: string}>} component */
export function mount({ element, props }) {
  const body = find(element, 'tbody');
  const undo = find(element, '#undelete', HTMLButtonElement);
  let isReplacing = false; // while rows are replaced: a field that has the focus then gets a blur event

  /**
   * @param {Action} action
   * @param {Row} row
   */
  function ask(action, row, text = '') {
    sentence.show(act(action, row.key, text, props.about));
    show(); // also where a choice was refused
  }

  /**
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
    const attributes = { type: 'button', class: 'plain', title, 'aria-label': title, 'data-focus': focus };
    const button = make('button', attributes, text);
    button.addEventListener('click', () => ask(action, row));
    return button;
  }

  /** @param {Row} row */
  function makeNameField(row) {
    const field = make('input', {
      class: 'name-field',
      size: Math.max(5, row.name.length),
      title: 'Name it',
      maxlength: LONGEST_NAME,
      'aria-label': `Name of ${row.name}`,
      'data-focus': `rename ${row.key}`,
    });
    field.defaultValue = row.name; // the name that the run has; if `value` differs, the visitor is typing
    const rename = () => {
      if (isReplacing || field.value === field.defaultValue) return;
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
    const read = makeButton('read', row, 'Let it read', `Let it read on the Draw tab: ${row.name}`);
    return [read, makeButton('delete', row, 'Delete', `Delete ${row.name}`)];
  }

  /** @param {Row} row */
  function makeLine(row) {
    const show = make('td', { class: 'pick' });
    const compare = make('td', { class: 'pick compare' });
    if (row.key) {
      show.append(makeBox('radio', 'show', row, row.key === shown.key, `Show ${row.name}`));
      compare.append(makeBox('checkbox', 'compare', row, compared.keys.includes(row.key), `Compare ${row.name}`));
      compare.dataset.label = 'Compare';
    }
    const figures = FIGURES.map((name) =>
      make('td', { class: name, 'data-label': name[0].toUpperCase() + name.slice(1) }, row[name]),
    );
    const actions = make('td', { class: 'actions' }, ...(row.own ? makeActions(row) : []));
    const kind = `${row.own ? 'mine' : ''} ${row.key && row.key === shown.key ? 'shown' : ''}`;
    return make('tr', { class: kind }, show, makeName(row), ...figures, compare, actions);
  }

  /** Shows the badge at the network in use. */
  function markReading() {
    /** @type {NodeListOf<HTMLElement>} */
    const badges = body.querySelectorAll('[data-reads]');
    for (const badge of badges) badge.hidden = badge.dataset.reads !== reader.key;
  }

  const show = whileShown(element, () => {
    const { deleted } = store;
    undo.hidden = !deleted;
    undo.textContent = deleted ? `Bring ${deleted.run.name} back` : '';
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    isReplacing = true;
    body.replaceChildren(...makeRows(store.runs, props.others, props.known).map(makeLine));
    isReplacing = false;
    markReading();
    if (focused instanceof HTMLElement) focusAgain(focused);
    void measureRuns(store.runs);
  });

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
    if (gone.value !== gone.defaultValue) again.value = gone.value;
    again.setSelectionRange(gone.selectionStart, gone.selectionEnd);
  }

  undo.addEventListener('click', () => sentence.show(bringBack()));
  const picked = find(element, '.network-file', HTMLInputElement);
  find(element, '.bring').addEventListener('click', () => picked.click());
  picked.addEventListener('change', () => {
    const [file] = picked.files ?? [];
    picked.value = '';
    if (file) void takeNetwork(file, props.known, (text) => sentence.show(text));
  });
  find(element, '.save').addEventListener('click', () => {
    if (store.runs.length) saveFile('one-layer-runs.csv', formatRunsCsv(store.runs, props.known));
    else sentence.show('There is no run to save yet: train one.');
  });
  store.onChange(['runs'], () => beforeNextFrame(show));
  compared.onChange(() => beforeNextFrame(show));
  shown.onChange(() => beforeNextFrame(show));
  reader.onReading(markReading);
  followCompared();
}
