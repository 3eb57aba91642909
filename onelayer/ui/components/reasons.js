// @ts-check
import { received } from './component.js';
import { find, findAll, make } from './dom.js';
import { drawPicture } from './picture.js';
import { onThemeChange } from './theme.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{heading: string, waiting: string}} Section
 * @typedef {{pixels: string, under: string | null, text: string}} Picture
 * @typedef {{name: string, amount: string, kind: '' | 'for' | 'against' | 'total'}} Term
 * @typedef {{heading: string, sentence: string, pictures: Picture[], terms: Term[]}} Reason
 */

/** @param {Component<{sections: Section[]}>} component */
export function mount({ element, props, watch }) {
  const places = findAll(element, 'section').map(findPlace);

  function show() {
    /** @type {Reason[] | null} */
    const reasons = received(props);
    places.forEach((place, i) => {
      showReason(place, props.sections[i], reasons?.[i]);
    });
  }

  watch('value', show);
  onThemeChange(show);
  show();
}

/** @param {HTMLElement} section */
function findPlace(section) {
  return {
    heading: find(section, '.heading'),
    terms: find(section, '.terms'),
    sentence: find(section, '.sentence'),
    canvases: findAll(section, 'canvas', HTMLCanvasElement),
    lines: /** @type {HTMLElement[][]} */ ([]), // of the sum
  };
}

/**
 * @param {ReturnType<typeof findPlace>} place
 * @param {Section} section
 * @param {Reason | undefined} reason
 */
function showReason(place, section, reason) {
  setText(place.heading, reason?.heading ?? section.heading);
  setText(place.sentence, reason?.sentence ?? section.waiting);
  showTerms(place, reason?.terms ?? []);
  place.canvases.forEach((canvas, i) => {
    const picture = reason?.pictures[i];
    drawPicture(canvas, picture?.pixels ?? null, picture?.under);
    canvas.setAttribute('aria-label', picture?.text ?? 'Empty');
  });
}

/**
 * The lines of the sum keep their nodes while only their numbers change.
 * @param {ReturnType<typeof findPlace>} place
 * @param {Term[]} terms
 */
function showTerms(place, terms) {
  for (const line of place.lines.splice(terms.length)) for (const node of line) node.remove();
  while (place.lines.length < terms.length) {
    const line = [make('dt'), make('dd')];
    place.terms.append(...line);
    place.lines.push(line);
  }
  terms.forEach(({ name, amount, kind }, i) => {
    const [label, number] = place.lines[i];
    setText(label, name);
    setText(number, amount);
    label.className = number.className = kind;
  });
}

/**
 * @param {HTMLElement} node
 * @param {string} text
 */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
