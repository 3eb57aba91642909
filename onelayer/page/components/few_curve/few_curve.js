/** The curve of error against bytes of the network that reads, rounded to each number of bits; both scales are logarithmic. */

import { find, setAttribute } from '../../dom/dom.js';
import { formatCount } from '../../dom/words.js';
import { heightOf, shortPercent, widthOf } from '../../pictures/axes.js';
import { addTicks, beginPlot, GAP } from '../../pictures/plot.js';
import { bytesOfNumbers } from '../../reading/packed_network.js';
import { howFew } from '../../runs/how_few/how_few.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { AddSvg } from '../../pictures/plot.js' */
/** @import { Point } from '../../runs/how_few/rounded_network.js' */

/** @typedef {{name: string, bytes: number, error: number}} Published  error: on the test digits, 0 to 1 */
/** @typedef {{x: (bytes: number) => number, y: (error: number) => number, add: AddSvg}} Plot */

const BYTES = { low: 700, high: 500_000 };
const ERRORS = { low: 0.003, high: 0.9 }; // 0 to 1; a blind guess has 0.9
const BYTE_TICKS = [1_000, 10_000, 100_000];
const ERROR_TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const [TOP, RIGHT, BOTTOM] = [10, 8, 26]; // pixels

/** @param {Component<{published: Published[], shipped: Published[]}>} component  shipped: networks of ours that are rounded */
export function mount({ element, props: { published, shipped } }) {
  const svg = find(element, '.plot', SVGSVGElement);

  function show() {
    const plot = beginPlot(svg);
    if (!plot) return; // in a hidden tab
    const { width, height, add } = plot;
    const left = widthOf(ERROR_TICKS.map(shortPercent)) + GAP;
    const [right, bottom] = [width - RIGHT, height - BOTTOM];
    const x = (/** @type {number} */ bytes) => left + heightOf('logarithmic', BYTES, bytes) * (right - left);
    const y = (/** @type {number} */ error) =>
      bottom - heightOf('logarithmic', ERRORS, Math.max(error, ERRORS.low)) * (bottom - TOP);
    addTicks(add, ERROR_TICKS, shortPercent, y, [left, right]);
    for (const tick of BYTE_TICKS) {
      add('text', { class: 'tick', x: x(tick), y: height - 8, 'text-anchor': 'middle' }, formatBytes(tick));
    }
    showOthers({ x, y, add }, published, 'published');
    showOthers({ x, y, add }, shipped, 'shipped');
    showOwn({ x, y, add });
    setAttribute(svg, 'aria-label', describe([...published, ...shipped]));
  }

  howFew.onChange(show);
  new ResizeObserver(show).observe(svg);
}

/**
 * @param {Plot} plot
 * @param {Published[]} others
 * @param {'published' | 'shipped'} kind
 */
function showOthers({ x, y, add }, others, kind) {
  for (const { name, bytes, error } of others) {
    add('circle', { class: `dot ${kind}`, cx: x(bytes), cy: y(error), r: 4 });
    // What ships is near the axis, with whose labels its name must not meet.
    const place =
      kind === 'shipped' ? { x: x(bytes) - 8, 'text-anchor': 'start' } : { x: x(bytes), 'text-anchor': 'middle' };
    add('text', { class: 'tick name', y: y(error) + 17, ...place }, name);
  }
}

/** @param {Plot} plot */
function showOwn({ x, y, add }) {
  const { points, trainedPoints, liveHere, rounding, accuracy, trained, showsTrained } = howFew;
  const place = (/** @type {Point} */ point) => [x(bytesOfNumbers(point)), y(point.error)];
  add('polyline', { class: 'rounded', points: points.map((point) => place(point).join()).join(' ') });
  for (const point of points) {
    const [cx, cy] = place(point);
    add('circle', { class: 'dot rounded', cx, cy, r: 3.5 });
    add('text', { class: 'label', x: cx, y: cy - 11, 'text-anchor': 'middle' }, String(point.bits));
  }
  const just = accuracy === null ? null : place({ ...rounding, error: 1 - accuracy });
  const on = trained?.test ? place({ ...rounding, error: 1 - trained.test.accuracy }) : null;
  const here = showsTrained ? on : just;
  if (here) add('circle', { class: 'here', cx: here[0], cy: here[1], r: 8.5 });
  for (const point of trainedPoints) {
    const [cx, cy] = place(point);
    if (point.before !== null) add('line', { class: 'back', x1: cx, x2: cx, y1: y(point.before), y2: cy });
    add('path', { class: 'dot trained', d: `M${cx - 6} ${cy}l6 -6l6 6l-6 6z` });
  }
  if (!liveHere || liveHere.error === null) return;
  const [cx, cy] = place({ ...rounding, error: liveHere.error });
  if (just) add('line', { class: 'back', x1: cx, x2: cx, y1: just[1], y2: cy });
  add('circle', { class: 'dot live', cx, cy, r: 6 });
}

/** @param {number} bytes */
function formatBytes(bytes) {
  return bytes === BYTE_TICKS[0] ? '1,000 bytes' : bytes.toLocaleString('en');
}

/**
 * Says in words what the curve shows.
 * @param {Published[]} others
 */
function describe(others) {
  const { points, trainedPoints } = howFew;
  const own = points.map((point) => `${formatCount(point.bits, 'bit')} ${shortPercent(point.error)}`);
  const on = trainedPoints.map((point) => `${formatCount(point.bits, 'bit')} trained on ${shortPercent(point.error)}`);
  const also = others.map(
    ({ name, bytes, error }) => `${name} ${shortPercent(error)} in ${bytes.toLocaleString('en')} bytes`,
  );
  return `Error on the test digits: ${[...own, ...on, ...also].join(', ')}`;
}
