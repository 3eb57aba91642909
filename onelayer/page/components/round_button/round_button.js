/** “Keep it, next digit”: keeps the drawing on the pad as the digit that the guided round asks for. */

import { find } from '../../dom/dom.js';
import { withArticle } from '../../dom/words.js';
import { collection } from '../../drawing/collection.js';
import { countPoints } from '../../drawing/geometry.js';
import { isDot, isEmpty } from '../../drawing/ink.js';
import { padOf } from '../../drawing/pads.js';
import { reader } from '../../drawing/reader.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Point } from '../../drawing/geometry.js' */

/** @param {Component<{pad_id: string}>} component */
export function mount({ element, props }) {
  const pad = padOf(props.pad_id);
  const button = find(element, '.keep', HTMLButtonElement);
  const answers = find(element, '.answers');
  const anyway = find(element, '.anyway');
  const said = find(element, '.said');
  /** @type {Set<string>} */
  const confirmed = new Set(); // the pairs of digits, asked for and read, that the visitor kept after the question
  let question = ''; // the pair that the open question is about; empty if there is none
  let asked = 0; // the number of points on the pad when it was asked

  /** Keeps the drawing on the pad, or asks first. @returns {string} a sentence that says what was done, or why not */
  function keep() {
    const digit = collection.nextDigit();
    if (digit === null) return 'All are written.';
    const { strokes } = pad.content;
    if (isDot(pad.content)) return `A dot is too small to learn from: write ${withArticle(digit)}.`;
    if (isEmpty(pad.content)) return `The pad is empty: write ${withArticle(digit)} first.`;
    const other = question ? null : otherDigit(strokes, digit);
    if (other !== null && !confirmed.has(`${digit}${other}`)) {
      ask(`${digit}${other}`);
      return `This looks like ${withArticle(other)}. Keep it as ${withArticle(digit)}?`;
    }
    if (question) confirmed.add(question);
    ask('');
    if (!collection.add({ label: digit, writer: null, strokes })) return collection.fullSentence;
    pad.take();
    return `Kept as ${withArticle(digit)}.`;
  }

  /** @param {string} about  the pair of digits; empty closes the question */
  function ask(about) {
    const active = document.activeElement;
    question = about;
    asked = countPoints(pad.content.strokes);
    button.hidden = Boolean(about);
    answers.hidden = !about;
    if (about && active === button) anyway.focus();
    if (!about && active instanceof HTMLElement && answers.contains(active)) button.focus();
  }

  function press() {
    if (element.isConnected) said.textContent = keep();
  }

  function show() {
    const digit = collection.nextDigit();
    button.disabled = digit === null;
    if (question && question[0] !== String(digit)) ask('');
  }

  button.addEventListener('click', press);
  anyway.addEventListener('click', press);
  find(element, '.again').addEventListener('click', () => {
    ask('');
    pad.clear();
    said.textContent = '';
  });
  pad.onSubmit(press);
  pad.onChange(() => {
    const isAsked = question && countPoints(pad.content.strokes) === asked;
    if (isAsked || (!question && isEmpty(pad.content))) return;
    ask('');
    said.textContent = '';
  });
  collection.onChange(show);
  show();
}

/**
 * Returns the digit that a drawing is read as, if the reader is sure that it is not the digit asked for; else null.
 * @param {Point[][]} strokes
 * @param {number} digit
 */
function otherDigit(strokes, digit) {
  const read = reader.readStrokes(strokes);
  return read?.verdict.isSure && read.reading.predictedDigit !== digit ? read.reading.predictedDigit : null;
}
