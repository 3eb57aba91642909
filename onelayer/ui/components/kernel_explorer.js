// @ts-check
import { received } from './component.js';
import { decodeFloats } from './decoding.js';
import { find, findAll, make } from './dom.js';
import { formatSigned } from './format.js';
import { ARROWS, clamp, placeIn } from './geometry.js';
import { drawPixels } from './pixels.js';
import { onThemeChange } from './theme.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{kernel: string, bias: number[], scale: number}} Kernel  kernel: base64 of 10 × 784 little-endian float32;
 *   scale: the weight that is drawn in full colour
 */

const MIDDLE = [14, 14];

/** @param {Component} component */
export function mount({ element, props, watch }) {
  const title = find(element, '.pixel-title');
  const list = find(element, '.weights');
  const words = find(element, '.words');
  const captions = findAll(element, 'figcaption');
  const bars = findAll(element, '.bar');
  const numbers = findAll(element, '.number');
  const choices = [find(element, '.first', HTMLSelectElement), find(element, '.second', HTMLSelectElement)];
  /** @type {Float32Array | null} */
  let weights = null; // of digit 0, of digit 1, …
  /** @type {number[]} */
  let bias = [];
  let scale = 1;
  /** @type {number[] | null} */
  let pixel = null; // its row and column

  const frames = findAll(element, '.frame').map((frame) => {
    const canvas = find(frame, 'canvas', HTMLCanvasElement);
    const point = (/** @type {PointerEvent} */ event) => {
      const [x, y] = placeIn(event, canvas.getBoundingClientRect());
      select(Math.floor(28 * y), Math.floor(28 * x));
    };
    canvas.addEventListener('pointermove', point);
    canvas.addEventListener('pointerdown', point);
    frame.addEventListener('focus', () => {
      if (!pixel) select(MIDDLE[0], MIDDLE[1]);
    });
    frame.addEventListener('keydown', (event) => {
      const step = ARROWS[event.key];
      if (!step || !pixel) return;
      event.preventDefault();
      select(pixel[0] + step[0], pixel[1] + step[1]);
    });
    return { frame, canvas, mark: find(frame, '.mark') };
  });
  const difference = frames[10]; // after those of the ten digits

  choices.forEach((choice, i) => {
    choice.value = String([4, 9][i]);
    choice.addEventListener('change', showDifference);
  });

  /**
   * @param {number} row
   * @param {number} column
   */
  function select(row, column) {
    pixel = [clamp(row, 0, 27), clamp(column, 0, 27)];
    showPixel();
  }

  function showPixel() {
    if (!pixel) return;
    const [row, column] = pixel;
    for (const { mark } of frames) {
      mark.hidden = false;
      mark.style.left = `${(100 * column) / 28}%`;
      mark.style.top = `${(100 * row) / 28}%`;
    }
    if (!weights) return;
    const where = `Row ${row + 1}, column ${column + 1}`;
    title.textContent = `${where}: its ten weights`;
    const at = 28 * row + column;
    const ten = bars.map((_, digit) => /** @type {Float32Array} */ (weights)[784 * digit + at]);
    ten.forEach((weight, digit) => {
      const width = 50 * Math.min(1, Math.abs(weight) / scale);
      bars[digit].style.width = `${width}%`;
      bars[digit].style.left = weight < 0 ? `${50 - width}%` : '50%';
      bars[digit].style.background = weight < 0 ? 'var(--against)' : 'var(--for)';
      numbers[digit].textContent = formatSigned(weight);
    });
    const [most, least] = [Math.max(...ten), Math.min(...ten)];
    const best = `most for ${ten.indexOf(most)}, ${formatSigned(most)}`;
    const worst = `most against ${ten.indexOf(least)}, ${formatSigned(least)}`;
    list.setAttribute('aria-label', `${where}: ink here speaks ${best}, and ${worst}`);
  }

  /**
   * @param {Float32Array} all
   * @param {number} digit
   */
  const weightsOf = (all, digit) => all.subarray(784 * digit, 784 * (digit + 1));

  function showDifference() {
    if (!weights) return;
    const [a, b] = choices.map((choice) => Number(choice.value));
    const others = weightsOf(weights, b);
    drawPixels(
      difference.canvas,
      weightsOf(weights, a).map((weight, i) => (weight - others[i]) / (1.5 * scale)),
    );
    const text =
      a === b
        ? 'The same digit twice: no difference.'
        : `Ink on orange speaks for ${a} rather than ${b}, ink on blue for ${b}. Biases: ${formatSigned(bias[a] - bias[b])}.`;
    words.textContent = text;
    difference.frame.setAttribute('aria-label', `Weights of ${a} minus weights of ${b}. ${text}`);
  }

  function show() {
    /** @type {Kernel | null} */
    const value = received(props);
    if (!value) return;
    const all = decodeFloats(value.kernel);
    ({ bias, scale } = value);
    weights = all;
    captions.forEach((caption, digit) => {
      drawPixels(
        frames[digit].canvas,
        weightsOf(all, digit).map((weight) => weight / scale),
      );
      caption.replaceChildren(make('b', {}, String(digit)), ` bias ${formatSigned(bias[digit])}`);
    });
    showPixel();
    showDifference();
  }

  watch('value', show);
  onThemeChange(show);
  show();
}
