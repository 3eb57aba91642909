import { fit, heightOf, spread, widthOf } from './axes.js';
import { climb } from './climb.js';
import { received } from './component.js';
import { clearSvg, find } from './dom.js';

/** @import { Component } from './component.js' */
/** @import { AddSvg } from './dom.js' */

/**
 * @typedef {{key: string, name: string, error: number}} Rung  error: the measured one, 0 to 1
 * @typedef {{name: string, error: number, on_distortions: boolean}} Milestone
 * @typedef {{rungs: Rung[], milestones: Milestone[]}} Props
 * @typedef {{rung: string, error: number | null}} Live
 */

const AXIS = { low: 0.003, high: 0.2 };
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
const [TOP, BOTTOM, GAP, LINE] = [14, 26, 8, 13]; // pixels
const MOST_RIGHT = 0.36; // fraction of the width for the milestones' names, at most

/** @param {Component<Props>} component */
export function mount({ element, props, watch }) {
  const svg = find(element, '.plot', SVGSVGElement);
  const { rungs, milestones } = props;

  function show() {
    const { clientWidth: width, clientHeight: height } = svg;
    if (!width) return; // in a hidden tab
    const ticks = TICKS.map(formatError);
    const names = milestones.map(
      ({ name, error, on_distortions }) => `${formatError(error)}${on_distortions ? '*' : ''} ${name}`,
    );
    const left = widthOf(ticks) + GAP;
    const room = Math.min(widthOf(names), MOST_RIGHT * width);
    const right = width - room - GAP;
    const step = (right - left) / rungs.length;
    const x = (/** @type {number} */ i) => left + (i + 0.5) * step;
    const y = (/** @type {number} */ error) => {
      const clamped = Math.min(AXIS.high, Math.max(AXIS.low, error));
      return TOP + (1 - heightOf('logarithmic', AXIS, clamped)) * (height - BOTTOM - TOP);
    };
    const add = clearSvg(svg, width, height);
    TICKS.forEach((tick, i) => {
      add('line', { class: 'rule', x1: left, x2: right, y1: y(tick), y2: y(tick) });
      add('text', { class: 'tick', x: left - GAP, y: y(tick) + 4, 'text-anchor': 'end' }, ticks[i]);
    });
    const places = spread(
      milestones.map(({ error }) => y(error) + 4),
      LINE,
      height - BOTTOM,
    );
    milestones.forEach(({ error }, i) => {
      add('line', { class: 'milestone', x1: left, x2: right, y1: y(error), y2: y(error) });
      add('text', { class: 'tick', x: right + GAP, y: places[i] }, fit(names[i], room));
    });
    add('polyline', { class: 'measured', points: rungs.map(({ error }, i) => `${x(i)},${y(error)}`).join(' ') });
    const named = rungs.map(({ name }, i) => `${i + 1} ${name}`);
    const hasRoom = widthOf(named) <= step;
    rungs.forEach(({ error }, i) => {
      const label = hasRoom ? named[i] : String(i + 1);
      add('circle', { class: 'dot measured', cx: x(i), cy: y(error), r: 3.5 });
      add('text', { class: 'tick', x: x(i), y: height - 8, 'text-anchor': 'middle' }, label);
    });
    showOwn(add, x, y);
    svg.setAttribute('aria-label', describe());
  }

  /**
   * Draws the rungs that the visitor has trained, the one in training, and the guesses.
   * @param {AddSvg} add
   * @param {(i: number) => number} x
   * @param {(error: number) => number} y
   */
  function showOwn(add, x, y) {
    /** @type {Live | null} */
    const live = received(props);
    const points = rungs.flatMap(({ key }, i) => {
      const result = climb.results.get(key);
      return result ? [{ i, error: 1 - result.accuracy }] : [];
    });
    add('polyline', { class: 'trained', points: points.map(({ i, error }) => `${x(i)},${y(error)}`).join(' ') });
    for (const { i, error } of points) {
      add('circle', { class: 'dot trained', cx: x(i), cy: y(error), r: 5 });
      add('text', { class: 'error', x: x(i), y: y(error) - 10, 'text-anchor': 'middle' }, formatError(error));
    }
    rungs.forEach(({ key }, i) => {
      const guess = climb.guesses[key];
      if (guess !== undefined) {
        const [at, up] = [x(i), y(1 - guess / 100)];
        add('path', { class: 'dot guessed', d: `M${at - 6} ${up}l6 -6l6 6l-6 6z` });
      }
      if (live?.rung === key && live.error !== null) {
        add('circle', { class: 'dot training', cx: x(i), cy: y(live.error), r: 6 });
      }
    });
  }

  /** Describes the picture in words. */
  function describe() {
    const own = rungs.flatMap(({ key, name }) => {
      const result = climb.results.get(key);
      return result ? [`${name} ${formatError(1 - result.accuracy)}`] : [];
    });
    const best = Math.min(...[...climb.results.values()].map(({ accuracy }) => 1 - accuracy));
    const passed = milestones.filter(({ error, on_distortions }) => !on_distortions && error > best).at(-1);
    if (!own.length) return 'Error rung by rung: nothing trained yet';
    return `Error rung by rung: ${own.join(', ')}${passed ? `; past ${passed.name}` : ''}`;
  }

  watch('value', show);
  climb.onChange(show);
  new ResizeObserver(show).observe(svg);
}

/** @param {number} error  0 to 1 */
function formatError(error) {
  return `${Number((100 * error).toPrecision(2))} %`;
}
