import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { cutBelow, fit, formatValue, heightOf, settledValues, verticalAxis, widthOf } from '../../pictures/axes.js';
import { addTicks, beginPlot, GAP } from '../../pictures/plot.js';
import { spreadUnsorted } from '../../pictures/spread.js';
import { snapshots } from '../../runs/shown/snapshots.js';

/** @import { Scale } from '../../pictures/axes.js' */
/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{name: string, points: [number, number][]}} Curve  points: epoch and value
 * @typedef {{epochs: number, curves: Curve[]}} CurveValues
 */

const MOST_RIGHT = 0.4; // fraction of the width for the names at the ends of the curves, at most
const TOP = 10;
const BOTTOM = 26;
const LABEL = 28; // height of a curve's name and value
const KINDS = ['', ' strong', ' dashed', ' dotted'];

/** @param {Component<{title: string, scale_kind: Scale, elem_id: string, follows_replay: boolean, sparse: boolean}>} component */
export function mount({ element, props }) {
  const figure = find(element, 'figure');
  const svg = find(element, '.plot', SVGSVGElement);
  const scale = props.scale_kind;
  const slot = slotOf(props.elem_id);
  /** @type {number | null} */
  let cursor = null; // an epoch to mark

  function show() {
    figure.hidden = props.sparse && !slot.value;
    const plot = beginPlot(svg);
    if (!plot) return; // in a hidden tab
    const { width, height, add } = plot;
    /** @type {CurveValues} */
    const shown = slot.value ?? { epochs: 5, curves: [] };
    const all = shown.curves.flatMap((curve) => curve.points);
    const values = scale === 'fraction' ? settledValues(all, shown.epochs) : all.map(([, value]) => value);
    const axis = verticalAxis(scale, values);
    const curves = shown.curves.filter((curve) => curve.points.length);
    const ends = curves.map((curve) => curve.points[curve.points.length - 1]);
    const words = ends.map(([, value]) => formatValue(scale, value, true));
    const names = ['validation', ...words, ...curves.map(({ name }) => name)];
    const formatTick = (/** @type {number} */ tick) => formatValue(scale, tick);
    const left = widthOf(['epoch', ...axis.ticks.map(formatTick)]) + GAP;
    const room = Math.min(widthOf(names), MOST_RIGHT * width);
    const right = width - room - GAP;
    const bottom = height - BOTTOM;
    const x = (/** @type {number} */ epoch) => left + (epoch / shown.epochs) * (right - left);
    const y = (/** @type {number} */ value) => TOP + (1 - heightOf(scale, axis, value)) * (bottom - TOP);
    addTicks(add, axis.ticks, formatTick, y, [left, right]);
    const every = Math.max(1, Math.ceil(shown.epochs / 5));
    for (let epoch = 0; epoch <= shown.epochs; epoch += every) {
      add('text', { class: 'tick', x: x(epoch), y: height - 8, 'text-anchor': 'middle' }, String(epoch));
    }
    add('text', { class: 'tick', x: left - GAP, y: height - 8, 'text-anchor': 'end' }, 'epoch');
    if (cursor !== null) add('line', { class: 'cursor', x1: x(cursor), x2: x(cursor), y1: TOP, y2: bottom });
    const wanted = ends.map(([, value]) => y(value));
    const places = spreadUnsorted(wanted, LABEL, bottom);
    curves.forEach(({ name, points }, i) => {
      const kind = KINDS[i % KINDS.length];
      const endX = x(ends[i][0]);
      const at = Math.min(endX, right) + GAP;
      for (const part of scale === 'fraction' ? cutBelow(points, axis.low) : [points]) {
        add('polyline', { class: `curve${kind}`, points: part.map(([a, b]) => `${x(a)},${y(b)}`).join(' ') });
      }
      add('circle', { class: `dot${kind}`, cx: endX, cy: wanted[i], r: 3 });
      add('text', { class: `name${kind}`, x: at, y: places[i] - 2 }, fit(name, room));
      add('text', { class: `name${kind}`, x: at, y: places[i] + 10 }, words[i]);
    });
    const said = curves.map(({ name }, i) => `${name} ${words[i]}`).join(', ') || 'no run yet';
    svg.setAttribute('aria-label', `${props.title}: ${said}`);
    svg.dataset.points = String(all.length);
  }

  if (props.follows_replay) {
    snapshots.onMove(() => {
      cursor = snapshots.epoch;
      show();
    });
  }
  slot.onShow(() => {
    cursor = null;
    show();
  });
  new ResizeObserver(show).observe(svg);
}
