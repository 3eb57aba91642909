/** “Learn my hand”: the button, what the lesson came to, and the strength of Your hand. */

import { find, findAll, make } from '../../dom/dom.js';
import { countByWriter, formatLesson, READY } from '../../runs/hand/lesson_words.js';
import { teaching } from '../../runs/hand/teaching.js';
import { store } from '../../store/store.js';
import { strengthIndex } from '../../store/things.js';

/** @import { Counts } from '../../runs/hand/lesson_words.js' */
/** @import { Lesson } from '../../store/things.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { JobState } from '../job_bar/job_bar.js' */

const FEWEST_WRITERS_TO_SCROLL = 10;

/** @param {Component<{default_strength: number}>} component */
export function mount({ element, props }) {
  const learn = find(element, '.learn', HTMLButtonElement);
  const state = find(element, '.state');
  const result = find(element, '#lesson');
  const anyway = find(element, '.anyway');
  const slider = find(element, '.strength');
  const fields = findAll(slider, 'input', HTMLInputElement);

  function show() {
    const { offered } = teaching;
    const { hand } = store;
    const lesson = offered ?? hand?.lesson;
    const strength = offered ? props.default_strength : (hand?.strength ?? 0);
    result.replaceChildren(...(lesson ? [makeResult(lesson, strength)] : []));
    anyway.hidden = !offered;
    slider.hidden = !hand;
    if (!hand) return;
    for (const field of fields) if (Number(field.value) !== hand.strength) field.value = String(hand.strength);
  }

  /** @param {number} strength  of the last lesson that was used */
  function setStrength(strength) {
    if (store.hand) store.set('hand', { ...store.hand, strength });
  }

  learn.addEventListener('click', () => teaching.learn(props.default_strength));
  anyway.addEventListener('click', () => {
    if (teaching.offered) teaching.use(teaching.offered, props.default_strength);
  });
  for (const field of fields) field.addEventListener('input', () => setStrength(Number(field.value)));
  find(slider, '.reset').addEventListener('click', () => setStrength(props.default_strength));
  teaching.job.slot.onShow((/** @type {JobState | null} */ job) => {
    state.textContent = job?.sentence ?? READY;
    learn.disabled = job?.isRunning ?? false;
  });
  teaching.onOffer(show);
  store.onChange(['hand'], show);
  show();
}

/**
 * Both accuracies at a strength, each beside the one before the lesson, what they mean, and a line for each writer.
 * @param {Lesson} lesson
 * @param {number} strength
 */
function makeResult(lesson, strength) {
  const at = strengthIndex(lesson, strength);
  const { drawings_accuracy: drawings, mnist_accuracy: mnist } = lesson;
  const heldOut = make('a', { href: '#word-held-out' }, 'held out');
  const rows = [
    ...(drawings ? [makeRow([`Your drawings (${lesson.held_out} `, heldOut, ')'], drawings[0], drawings[at])] : []),
    makeRow(['MNIST’s 10,000 test digits'], mnist[0], mnist[at]),
  ];
  const words = make('p', { class: 'lesson-words' }, formatLesson(lesson, strength));
  return make('div', { class: 'lesson' }, ...rows, words, ...makeWriters(countByWriter(lesson, strength)));
}

/**
 * @param {(Node | string)[]} label
 * @param {number} before  accuracy, 0 to 1
 * @param {number} after
 */
function makeRow(label, before, after) {
  const name = make('span', { class: 'lesson-name' }, ...label);
  return make('div', { class: 'lesson-row' }, name, ...makeBar('before', before), ...makeBar('after', after));
}

/**
 * @param {'before' | 'after'} when
 * @param {number} accuracy  0 to 1
 */
function makeBar(when, accuracy) {
  const percent = (100 * accuracy).toFixed(1);
  const bar = make('span', { class: `lesson-bar ${when}`, style: `width: ${percent}%` });
  return [
    make('span', { class: 'lesson-kind' }, when),
    make('span', { class: 'lesson-track' }, bar),
    make('span', { class: `lesson-share ${when}` }, `${percent} %`),
  ];
}

/**
 * A table of how many drawings of each writer are read right; nothing if there is one writer.
 * @param {Counts[]} counts  the last of all together
 */
function makeWriters(counts) {
  if (!counts.length) return [];
  const names = ['Writer', 'Drawings', 'Before', 'After'];
  const head = make('tr', {}, ...names.map((name) => make('th', { scope: 'col' }, name)));
  const lines = counts.map(({ name, drawings, before, after }) => {
    const cells = [drawings, before, after].map((count) => make('td', {}, count.toLocaleString('en')));
    return make('tr', {}, make('th', { scope: 'row' }, name), ...cells);
  });
  const table = make(
    'table',
    { class: 'results lesson-writers' },
    make('caption', {}, 'How many of each writer’s drawings are read right'),
    make('thead', {}, head),
    make('tbody', {}, ...lines.slice(0, -1)),
    make('tfoot', {}, ...lines.slice(-1)),
  );
  const scrolls = counts.length > FEWEST_WRITERS_TO_SCROLL ? { tabindex: 0 } : {};
  const group = { class: 'lesson-scroll', role: 'group', 'aria-label': 'Read right, by writer', ...scrolls };
  return [make('div', group, table)];
}
