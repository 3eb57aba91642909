/** What plots share: how they are measured, and the lines across them with their ticks. */

import { makeSvg } from '../dom/dom.js';

const ROOT_SIZE = 16; // pixels: the root's font size for which the sizes in plots are; with a larger one all is larger
export const GAP = 8; // pixels between the axes and their labels

/** @typedef {typeof makeSvg} AddSvg  makes a node and appends it to a plot */

/**
 * Empties a plot and measures it, in pixels; null in a hidden tab.
 * @param {SVGSVGElement} svg
 * @returns {{width: number, height: number, add: AddSvg} | null}
 */
export function beginPlot(svg) {
  const larger = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / ROOT_SIZE;
  const [width, height] = [svg.clientWidth / larger, svg.clientHeight / larger];
  if (!width) return null;
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  /** @type {AddSvg} */
  const add = (name, attributes, ...content) => {
    const node = makeSvg(name, attributes, ...content);
    svg.append(node);
    return node;
  };
  return { width, height, add };
}

/**
 * Draws a line across the plot at each tick, and its label before it.
 * @param {AddSvg} add
 * @param {readonly number[]} ticks
 * @param {(tick: number) => string} format
 * @param {(tick: number) => number} y
 * @param {[left: number, right: number]} ends  of the lines
 */
export function addTicks(add, ticks, format, y, [left, right]) {
  for (const tick of ticks) {
    add('line', { class: 'rule', x1: left, x2: right, y1: y(tick), y2: y(tick) });
    add('text', { class: 'tick', x: left - GAP, y: y(tick) + 4, 'text-anchor': 'end' }, format(tick));
  }
}
