import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { clamp } from '../../drawing/geometry.js';
import { heightOf, shortPercent, widthOf } from '../../pictures/axes.js';
import { addTicks, beginPlot, GAP } from '../../pictures/plot.js';
import { spreadUnsorted } from '../../pictures/spread.js';
import { formatPercent } from '../../reading/format.js';
import { climb } from '../../runs/climb/climb.js';
import { store } from '../../store/store.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { AddSvg } from '../../pictures/plot.js' */

/**
 * @typedef {{key: string, name: string, error: number}} Rung  error: the measured one, 0 to 1
 * @typedef {{name: string, error: number, on_distortions: boolean}} Milestone
 * @typedef {{rungs: Rung[], milestones: Milestone[], elem_id: string}} Props
 * @typedef {{rung: string, error: number | null}} Live  the rung that is being trained, and its error so far
 */

const AXIS = { low: 0.003, high: 0.2 }; // errors, 0 to 1: the plot's upper and lower end
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]; // errors
const [TOP, BOTTOM, LINE] = [14, 26, 13]; // pixels
const WIDE_STEP = 56; // pixels for each rung with which there is room for all labels in full

/** @param {Component<Props>} component */
export function mount({ element, props }) {
  const slot = slotOf(props.elem_id);
  const svg = find(element, '.plot', SVGSVGElement);
  const { rungs, milestones } = props;

  function show() {
    const plot = beginPlot(svg);
    if (!plot) return; // in a hidden tab
    const { width, height, add } = plot;
    const short = milestones.map(({ name, on_distortions }) => `${name}${on_distortions ? '*' : ''}`);
    const long = milestones.map(({ error }, i) => `${accuracyOf(error)} ${short[i]}`);
    const left = widthOf(TICKS.map(accuracyOf)) + GAP;
    const isWide = (width - left - widthOf(long) - GAP) / rungs.length >= WIDE_STEP;
    const names = isWide ? long : short;
    const right = width - widthOf(names) - GAP;
    const step = (right - left) / rungs.length;
    const bottom = height - BOTTOM;
    const x = (/** @type {number} */ i) => left + (i + 0.5) * step;
    const y = (/** @type {number} */ error) =>
      TOP + heightOf('logarithmic', AXIS, clamp(error, AXIS.low, AXIS.high)) * (bottom - TOP);
    addTicks(add, TICKS, accuracyOf, y, [left, right]);
    const wanted = milestones.map(({ error }) => y(error));
    spreadUnsorted(wanted, LINE, bottom).forEach((place, i) => {
      add('line', { class: 'milestone', x1: left, x2: right, y1: wanted[i], y2: wanted[i] });
      add('text', { class: 'tick', x: right + GAP, y: place + 4 }, names[i]);
    });
    const named = rungs.map(({ name }, i) => `${i + 1} ${name}`);
    const hasRoom = widthOf(named) <= step;
    rungs.forEach((_, i) => {
      const label = hasRoom ? named[i] : String(i + 1);
      add('text', { class: 'tick', x: x(i), y: height - 8, 'text-anchor': 'middle' }, label);
    });
    showMeasured(add, x, y);
    showOwn(add, x, y, isWide);
    svg.setAttribute('aria-label', describe());
  }

  /**
   * Draws what we measured, for each rung that the visitor has guessed or trained, or for all.
   * @param {AddSvg} add
   * @param {(i: number) => number} x
   * @param {(error: number) => number} y
   */
  function showMeasured(add, x, y) {
    const isShown = rungs.map(({ key }) => climb.showsMeasured(key));
    rungs.forEach(({ error }, i) => {
      if (i && isShown[i] && isShown[i - 1]) {
        add('line', { class: 'measured', x1: x(i - 1), y1: y(rungs[i - 1].error), x2: x(i), y2: y(error) });
      }
    });
    rungs.forEach(({ error }, i) => {
      if (isShown[i]) add('circle', { class: 'dot measured', cx: x(i), cy: y(error), r: 3.5 });
    });
  }

  /**
   * Draws the rungs that the visitor has trained, the one in training, and the guesses.
   * @param {AddSvg} add
   * @param {(i: number) => number} x
   * @param {(error: number) => number} y
   * @param {boolean} isWide  without it each second label is below its dot, and the unit stands at the axis only
   */
  function showOwn(add, x, y, isWide) {
    /** @type {Live | null} */
    const live = slot.value;
    const own = trained();
    add('polyline', { class: 'trained', points: own.map(({ i, error }) => `${x(i)},${y(error)}`).join(' ') });
    for (const { i, error } of own) {
      add('circle', { class: 'dot trained', cx: x(i), cy: y(error), r: 5 });
      const label = formatPercent(1 - error);
      const place = { x: x(i), y: y(error) + (isWide || i % 2 === 0 ? -10 : 20) };
      add('text', { class: 'accuracy', ...place, 'text-anchor': 'middle' }, isWide ? label : label.replace(' %', ''));
    }
    rungs.forEach(({ key }, i) => {
      const guess = store.guesses[key];
      if (guess !== undefined) {
        const [at, up] = [x(i), y(1 - guess / 100)];
        add('path', { class: 'dot guessed', d: `M${at - 6} ${up}l6 -6l6 6l-6 6z` });
      }
      if (live?.rung === key && live.error !== null) {
        add('circle', { class: 'dot training', cx: x(i), cy: y(live.error), r: 6 });
      }
    });
  }

  /** The rungs that the visitor has trained: the place and name of each, and its error. */
  function trained() {
    return rungs.flatMap(({ key, name }, i) => {
      const result = climb.results.get(key);
      return result ? [{ i, name, error: 1 - result.test.accuracy }] : [];
    });
  }

  /** Describes the picture in words. */
  function describe() {
    const own = trained();
    if (!own.length) return 'Read right, rung by rung: nothing trained yet';
    const best = Math.min(...own.map(({ error }) => error));
    const passed = milestones.filter(({ error, on_distortions }) => !on_distortions && error > best).at(-1);
    const accuracies = own.map(({ name, error }) => `${name} ${formatPercent(1 - error)}`).join(', ');
    return `Read right, rung by rung: ${accuracies}${passed ? `; past ${passed.name}` : ''}`;
  }

  const all = find(element, '.all input', HTMLInputElement);
  all.addEventListener('change', () => climb.setShowsAll(all.checked));
  slot.onShow(show);
  climb.onChange(show);
  new ResizeObserver(show).observe(svg);
}

/**
 * Writes the accuracy that belongs to an error: "99.05 %".
 * @param {number} error  0 to 1
 */
function accuracyOf(error) {
  return shortPercent(1 - error);
}
