/** The reasons for an answer, side by side: each with pictures, the sum of the evidence, a sentence, and its formula. */

import { find, findAll, make, setAttribute, setText } from '../../dom/dom.js';
import { numberReader } from '../../drawing/number_reader.js';
import { reader } from '../../drawing/reader.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { explainChange } from '../../reading/change.js';
import { explainContrast, explainEvidence } from '../../reading/evidence.js';

/** @import { Reason, Term } from '../../reading/evidence.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Explained } from '../../drawing/reader.js' */

/** In the order of the template. @type {((explained: Explained) => Reason)[]} */
const REASONS = [
  ({ network, reading, digit }) => explainEvidence(network, reading, digit),
  ({ network, reading, digit, other }) => explainContrast(network, reading, digit, other),
  ({ network, reading, digit, other, prototypes }) => explainChange(network, reading, digit, other, prototypes),
];

/** @param {Component<{source: 'reader' | 'number'}>} component  number: of the digit of the number that is explained */
export function mount({ element, props }) {
  const places = findAll(element, 'section').map(findPlace);
  /** @type {Explained | null} */
  let explained = null;

  function show() {
    places.forEach((place, i) => {
      showReason(place, explained ? REASONS[i](explained) : undefined);
    });
  }

  /** @param {Explained | null} next */
  function follow(next) {
    if (next && next === explained) return;
    explained = next;
    show();
  }

  onThemeChange(show);
  if (props.source === 'reader') reader.onReading(follow);
  else numberReader.onReading((shown) => follow(shown?.explained ?? null));
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
  for (const [i, canvas] of place.canvases.entries()) drawPicture(canvas, reason?.pictures[i] ?? null);
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
