// @ts-check
import { received } from './component.js';
import { find, make } from './dom.js';
import { fitter } from './geometry.js';
import { inkColour, onThemeChange } from './theme.js';

/** @import { Component } from './component.js' */
/** @import { Point } from './geometry.js' */

/**
 * @typedef {{index: number, label: number, writer: string, strokes: Point[][]}} Item
 * @typedef {{total: number, page: number, pages: number, can_undo: boolean, items: Item[]}} DrawingsPage
 */

const SIDE = 120; // pixels of a picture
const FILLED = 0.72; // of its side
const PEN = 0.07; // of its side
const PLAY_MILLISECONDS = 1200;

/** @param {Component} component */
export function mount({ element, props, trigger, watch }) {
  const items = find(element, '.items');
  const total = find(element, '.total');
  const undo = find(element, '.undo', HTMLButtonElement);
  const newer = find(element, '.newer', HTMLButtonElement);
  const older = find(element, '.older', HTMLButtonElement);
  let page = 0;

  /**
   * @param {'relabel' | 'delete' | 'undo' | 'page'} action
   * @param {number} index
   */
  function ask(action, index, label = 0) {
    trigger('select', { action, index, label });
  }

  /** @param {Item} item */
  function makeItem({ index, label, writer, strokes }) {
    const number = index + 1;
    const canvas = make('canvas', { width: SIDE, height: SIDE });
    const whose = writer ? ` by ${writer}` : '';
    const words = `Drawing ${number}${whose}, a ${label}: play it stroke by stroke`;
    const button = make(
      'button',
      { type: 'button', class: 'play', title: `Play drawing ${number}`, 'aria-label': words },
      canvas,
    );
    button.addEventListener('click', () => play(canvas, strokes));
    paint(canvas, strokes);
    const choice = make('select', { 'aria-label': `Drawing ${number} is a` });
    for (let digit = 0; digit < 10; digit++) choice.add(new Option(String(digit)));
    choice.value = String(label);
    choice.addEventListener('change', () => ask('relabel', index, Number(choice.value)));
    const deleted = `Delete drawing ${number}, a ${label}`;
    const remove = make('button', { type: 'button', class: 'delete', 'aria-label': deleted }, '×');
    remove.addEventListener('click', () => ask('delete', index));
    const by = writer ? [make('span', { class: 'writer' }, writer)] : [];
    return make('li', { class: 'item' }, button, make('div', { class: 'row' }, choice, remove), ...by);
  }

  function show() {
    /** @type {DrawingsPage} */
    const value = received(props) ?? { total: 0, page: 0, pages: 1, can_undo: false, items: [] };
    page = value.page;
    const where = value.pages > 1 ? `, page ${value.page + 1} of ${value.pages}` : '';
    total.textContent = value.total === 1 ? '1 drawing' : `${value.total.toLocaleString('en')} drawings${where}`;
    undo.disabled = !value.can_undo;
    newer.hidden = older.hidden = value.pages === 1;
    newer.disabled = value.page === 0;
    older.disabled = value.page >= value.pages - 1;
    items.replaceChildren(...value.items.map(makeItem));
  }

  undo.addEventListener('click', () => ask('undo', 0));
  newer.addEventListener('click', () => ask('page', page - 1));
  older.addEventListener('click', () => ask('page', page + 1));
  watch('value', show);
  onThemeChange(show);
  show();
}

/**
 * The drawing up to so many of its points, fitted into the canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {Point[][]} strokes
 */
function paint(canvas, strokes, points = Infinity) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const place = fitter(strokes, SIDE, FILLED);
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = inkColour();
  context.lineWidth = SIDE * PEN;
  context.lineCap = context.lineJoin = 'round';
  let left = points;
  for (const stroke of strokes) {
    if (left <= 0) return;
    context.beginPath();
    context.moveTo(...place(stroke[0]));
    for (const point of stroke.slice(0, left)) context.lineTo(...place(point));
    context.stroke();
    left -= stroke.length;
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Point[][]} strokes
 */
function play(canvas, strokes) {
  const points = strokes.flat().length;
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
