/** “Show how”: the pieces of the ink, the arcs that were considered over them, and the way that was chosen. */

import { find, makeSvg, setAttribute, setText } from '../../dom/dom.js';
import { hasModifier } from '../../dom/keys.js';
import { whileShown } from '../../dom/shown.js';
import { formatCount } from '../../dom/words.js';
import { ARROWS, placeIn } from '../../drawing/geometry.js';
import { paintStroke } from '../../drawing/ink.js';
import { numberReader } from '../../drawing/number_reader.js';
import { inkContext, onThemeChange } from '../../pictures/theme.js';
import { ABOVE, bowAt, lineOf, placeArcs } from './arcs.js';
import { describeArc, formatChance } from './why_lost.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Point } from '../../drawing/geometry.js' */
/** @import { NumberReading } from '../../reading/numbers/number.js' */
/** @import { Bow } from './arcs.js' */

/**
 * @typedef {object} Props
 * @property {number} width  of the pad, in its heights
 * @property {number} pen  width of the line, in heights
 */

const REACH = 0.08; // in heights: how near an arc is pointed at
const FAINT = 0.25; // of the ink that is not an arc's, while one is pointed at
const SECOND = 0.55; // of every second piece's ink
const NOTHING = 'Nothing is on the pad yet.';

/** @param {Component<Props>} component */
export function mount({ element, props }) {
  const toggle = find(element, '.toggle', HTMLButtonElement);
  const more = find(element, '.more');
  const svg = find(element, 'svg', SVGSVGElement);
  const canvas = find(element, 'canvas', HTMLCanvasElement);
  const words = find(element, '.arc');
  const waiting = svg.getAttribute('aria-label') ?? '';
  svg.setAttribute('viewBox', `0 ${-ABOVE} ${props.width} ${1 + ABOVE}`);
  /** @type {NumberReading | null} */
  let number = null;
  let considered = 0; // how many arcs
  /** @type {Bow[]} */
  let bows = [];
  let active = ''; // the name of the bow that is pointed at; empty for none

  const show = whileShown(element, () => {
    if (more.hidden) return;
    number = numberReader.shown?.number ?? null;
    const arcs = number?.considered() ?? [];
    considered = arcs.length;
    bows = arcs.length ? placeArcs(arcs) : [];
    if (!bows.some((bow) => nameOf(bow) === active)) active = '';
    draw();
  });

  function draw() {
    drawArcs();
    paintPieces();
    say();
  }

  function drawArcs() {
    const others = bows.filter((bow) => !bow.considered.isChosen && nameOf(bow) !== active);
    const last = bows.filter((bow) => !others.includes(bow));
    svg.replaceChildren(...[...others, ...last].flatMap(makeArc));
  }

  /** @param {Bow} bow */
  function makeArc(bow) {
    const { considered, left, right, foot, rise } = bow;
    const isActive = nameOf(bow) === active;
    const kinds = [considered.isChosen ? 'chosen' : '', isActive ? 'active' : ''].join(' ').trim();
    const line = makeSvg('path', { d: lineOf(bow), class: kinds });
    const [{ digit, probability }] = considered.choices;
    if (!kinds || digit === null) return [line];
    const [x, y] = [(left + right) / 2, foot - rise];
    const share = makeSvg('text', { x, y: y - 0.025, class: 'share' }, formatChance(probability));
    return [line, makeSvg('text', { x, y: y - 0.09, class: 'name' }, String(digit)), share];
  }

  function paintPieces() {
    const height = canvas.height;
    const context = inkContext(canvas, props.pen * height);
    if (!number) return;
    const place = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x * height, y * height]);
    const arc = bows.find((bow) => nameOf(bow) === active)?.considered.arc;
    number.pieces.forEach(({ stroke, first, last }, i) => {
      const isMeant = !arc || (arc.start <= i && i < arc.end);
      context.globalAlpha = isMeant ? (arc || i % 2 === 0 ? 1 : SECOND) : FAINT;
      const points = /** @type {NumberReading} */ (number).strokes[stroke].slice(first, last + 1);
      paintStroke(context, points.map(place));
    });
  }

  function say() {
    const bow = bows.find((each) => nameOf(each) === active);
    const about = bow && describeArc(bow.considered);
    setAttribute(words, 'aria-live', bow ? 'polite' : 'off'); // not what changes with each move of the pen
    setText(words, about ?? (number ? summaryOf(number, considered) : NOTHING));
    setAttribute(svg, 'aria-label', about ?? waiting);
  }

  /** @param {Bow | null} bow */
  function point(bow) {
    const name = bow ? nameOf(bow) : '';
    if (name === active) return;
    active = name;
    draw();
  }

  /** @param {PointerEvent} event */
  function pointAt(event) {
    const [x, y] = placeIn(event, svg.getBoundingClientRect());
    point(bowAt(bows, [x * props.width, y * (1 + ABOVE) - ABOVE], REACH));
  }

  function measure() {
    const width = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (width && canvas.width !== width) Object.assign(canvas, { width, height: Math.round(width / props.width) });
    svg.style.setProperty('--scale', String(Math.max(1, canvas.clientWidth / props.width)));
    show();
  }

  toggle.addEventListener('click', () => {
    more.hidden = !more.hidden;
    setText(toggle, more.hidden ? 'Show how' : 'Hide how');
    setAttribute(toggle, 'aria-expanded', String(!more.hidden));
    measure();
  });
  svg.addEventListener('pointermove', pointAt);
  svg.addEventListener('pointerdown', pointAt);
  svg.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse') point(null);
  });
  svg.addEventListener('keydown', (event) => {
    const step = hasModifier(event) ? undefined : ARROWS[event.key];
    if (!step || !bows.length) return;
    event.preventDefault();
    const onward = step[0] + step[1];
    const at = bows.findIndex((bow) => nameOf(bow) === active);
    point(bows.at(((at < 0 && onward < 0 ? 0 : at) + onward) % bows.length) ?? null);
  });
  new ResizeObserver(measure).observe(canvas);
  onThemeChange(show);
  numberReader.onReading(show);
}

/** @param {Bow} bow */
function nameOf({ considered: { arc } }) {
  return `${arc.start} ${arc.end} ${arc.isLigature}`;
}

/**
 * @param {NumberReading} number
 * @param {number} arcs  how many were considered
 */
function summaryOf({ pieces, text }, arcs) {
  return `${formatCount(pieces.length, 'piece')} of ink, ${formatCount(arcs, 'arc')} considered; the chosen ones read ${text}.`;
}
