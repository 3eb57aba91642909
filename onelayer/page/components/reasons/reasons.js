/** The reasons for an answer, side by side: each with pictures, the sum of the evidence, a sentence, and its formula. */

import { find, findAll, make, setAttribute, setText } from '../../dom/dom.js';
import { reader } from '../../drawing/reader.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { explainChange } from '../../reading/change.js';
import { explainContrast } from '../../reading/contrast.js';
import { explainEvidence } from '../../reading/evidence.js';

/** @import { Reason, Term } from '../../reading/evidence.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Shown } from '../../drawing/reader.js' */

/** @param {Component} component */
export function mount({ element }) {
  const places = findAll(element, 'section').map(findPlace);

  function show() {
    const reasons = reader.shown ? explain(reader.shown) : [];
    places.forEach((place, i) => {
      showReason(place, reasons[i]);
    });
  }

  onThemeChange(show);
  reader.onReading(show);
}

/**
 * @param {Shown} shown
 * @returns {Reason[]}
 */
function explain({ network, reading, digit, other, prototypes }) {
  return [
    explainEvidence(network, reading, digit),
    explainContrast(network, reading, digit, other),
    explainChange(network, reading, digit, other, prototypes),
  ];
}

/** @param {HTMLElement} section */
function findPlace(section) {
  const heading = find(section, '.heading');
  const sentence = find(section, '.sentence');
  return {
    heading,
    sentence,
    waiting: { heading: heading.textContent ?? '', sentence: sentence.textContent ?? '' },
    terms: find(section, '.terms'),
    canvases: findAll(section, 'canvas', HTMLCanvasElement),
    lines: /** @type {HTMLElement[][]} */ ([]), // the lines of the sum, each two nodes
  };
}

/**
 * @param {ReturnType<typeof findPlace>} place
 * @param {Reason | undefined} reason
 */
function showReason(place, reason) {
  const { heading, sentence } = reason ?? place.waiting;
  setText(place.heading, heading);
  setText(place.sentence, sentence);
  showTerms(place, reason?.terms ?? []);
  place.canvases.forEach((canvas, i) => {
    const picture = reason?.pictures[i] ?? null;
    drawPicture(canvas, picture);
    setAttribute(canvas, 'aria-label', picture?.text ?? 'Empty');
  });
}

/**
 * Shows the lines of the sum. Nodes are kept and only their texts change.
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
    for (const node of place.lines[i]) setAttribute(node, 'class', kind);
  });
}
