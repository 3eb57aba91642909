/** Drawings in a grid. Each can be played stroke by stroke, relabelled or deleted; changes can be undone. */

import { find, findAll, make } from '../../dom/dom.js';
import { formatCount } from '../../dom/words.js';
import { collection } from '../../drawing/collection.js';
import { clamp, countPoints, fitter } from '../../drawing/geometry.js';
import { paintStroke } from '../../drawing/ink.js';
import { inkContext, onThemeChange } from '../../pictures/theme.js';

/** @import { LabelledDrawing } from '../../drawing/collection.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Point } from '../../drawing/geometry.js' */

const PAGE = 60; // drawings shown at once
const SIDE = 120; // pixels of a picture's side
const FILLED = 0.72; // fraction of the side for the drawing
const PEN = 0.07; // width of the pen, as a fraction of the side
const PLAY_MILLISECONDS = 1200;
const NONE = 'None yet: each digit that you keep comes here.';
const HELP = 'Press a drawing to see how it was written. You can change its digit or delete it, and undo that.';

/** @param {Component} component */
export function mount({ element }) {
  const note = find(element, '.note');
  const bar = find(element, '.bar');
  const items = find(element, '.items');
  const total = find(element, '.total');
  const undo = find(element, '.undo', HTMLButtonElement);
  const newer = find(element, '.newer', HTMLButtonElement);
  const older = find(element, '.older', HTMLButtonElement);
  let page = 0; // the latest first
  let count = 0; // the number of drawings when they were last shown

  function show() {
    const { drawings } = collection;
    const pages = Math.max(1, Math.ceil(drawings.length / PAGE));
    page = drawings.length > count ? 0 : clamp(page, 0, pages - 1);
    count = drawings.length;
    bar.hidden = !count && !collection.before.length;
    total.textContent = formatCount(count, 'drawing') + (pages > 1 ? `, page ${page + 1} of ${pages}` : '');
    undo.disabled = !collection.before.length;
    newer.hidden = older.hidden = pages === 1;
    newer.disabled = page === 0;
    older.disabled = page >= pages - 1;
    const end = count - page * PAGE;
    const start = Math.max(0, end - PAGE);
    const shown = drawings.slice(start, end).map((drawing, i) => makeItem(drawing, start + i + 1, say));
    const controls = () => findAll(items, 'button, select');
    const place = controls().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    items.replaceChildren(...shown.reverse());
    if (place >= 0) (controls()[place] ?? undo).focus({ preventScroll: true });
  }

  /** @param {string} sentence  what was done */
  function say(sentence) {
    note.textContent = sentence || (count ? HELP : NONE);
  }

  function showAll() {
    show();
    say(''); // the note is about an earlier change
  }

  /** @param {number} step */
  function turn(step) {
    page += step;
    showAll();
  }

  undo.addEventListener('click', () => {
    collection.undo();
    say('Undone.');
  });
  newer.addEventListener('click', () => turn(-1));
  older.addEventListener('click', () => turn(1));
  collection.onChange(showAll);
  onThemeChange(show);
  showAll();
}

/**
 * @param {LabelledDrawing} drawing
 * @param {number} number  from 1
 * @param {(sentence: string) => void} say
 */
function makeItem(drawing, number, say) {
  const { label, writer } = drawing;
  const choice = make('select', { 'aria-label': `Drawing ${number} is a` });
  for (let digit = 0; digit < 10; digit++) choice.add(new Option(String(digit)));
  choice.value = String(label);
  choice.addEventListener('change', () => {
    const wasEqual = collection.relabel(drawing, Number(choice.value));
    say(
      wasEqual
        ? `That drawing was here already as a ${choice.value}: one of the two stays. Undo brings it back.`
        : `Drawing ${number} is a ${choice.value} now.`,
    );
  });
  const deleted = `Delete drawing ${number}, a ${label}`;
  const remove = make('button', { type: 'button', class: 'delete', 'aria-label': deleted }, '×');
  remove.addEventListener('click', () => {
    collection.remove(drawing);
    say(`Drawing ${number} is deleted. Undo brings it back.`);
  });
  const by = writer ? [make('span', { class: 'writer' }, writer)] : [];
  const row = make('div', { class: 'row' }, choice, remove);
  return make('li', { class: 'item' }, makePlayButton(drawing, number), row, ...by);
}

/**
 * @param {LabelledDrawing} drawing
 * @param {number} number
 */
function makePlayButton({ label, writer, strokes }, number) {
  const canvas = make('canvas', { width: SIDE, height: SIDE });
  const whose = writer ? ` by ${writer}` : '';
  const words = `Drawing ${number}${whose}, a ${label}: play it stroke by stroke`;
  const attributes = { type: 'button', class: 'play', title: `Play drawing ${number}`, 'aria-label': words };
  const button = make('button', attributes, canvas);
  button.addEventListener('click', () => play(canvas, strokes));
  paint(canvas, strokes);
  return button;
}

/**
 * Paints the first `points` points of a drawing, fitted into the canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {Point[][]} strokes
 */
function paint(canvas, strokes, points = Infinity) {
  const context = inkContext(canvas, SIDE * PEN);
  const place = fitter(strokes, SIDE, FILLED);
  let left = points;
  for (const stroke of strokes) {
    if (left <= 0) return;
    paintStroke(context, stroke.slice(0, left).map(place));
    left -= stroke.length;
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Point[][]} strokes
 */
function play(canvas, strokes) {
  const points = countPoints(strokes);
  const began = performance.now();
  canvas.dataset.playing = 'true';
  requestAnimationFrame(function step(now) {
    if (!canvas.isConnected) return;
    const part = Math.min(1, (now - began) / PLAY_MILLISECONDS);
    paint(canvas, strokes, Math.max(1, Math.ceil(part * points)));
    if (part < 1) requestAnimationFrame(step);
    else canvas.dataset.playing = 'played';
  });
}
