/** The digit in large type and its ten probability bars, always in the order 0 to 9, in the template of an answer. */

import { find, findAll, setAttribute, setText } from '../../dom/dom.js';
import { formatProbability } from '../../reading/format.js';
import { sentenceOf } from '../../reading/verdict.js';

/** @import { Reading } from '../../reading/network.js' */
/** @import { Verdict } from '../../reading/verdict.js' */

/** @typedef {ReturnType<typeof createBars>} Bars */
/** @typedef {{reading: Reading, verdict: Verdict}} Judged */

const EMPTY = 'Its answer comes while you draw';

/**
 * Returns functions that show a reading, or a sentence if there is none, and a second network's reading beside it.
 * @param {HTMLElement} element
 */
export function createBars(element) {
  const root = find(element, '.answer');
  const rows = findAll(element, '.row');
  const first = findSet(root, rows, '');
  const second = findSet(root, rows, 'second-');
  const secondHead = find(element, '.second');
  const agreement = find(element, '.agreement');
  let updates = 0;

  /**
   * @param {Judged | null} shown
   * @param {string} [instead]
   * @param {string} [sentence]  of a reading, if it is not that of its verdict
   */
  function show(shown, instead = EMPTY, sentence = shown ? sentenceOf(shown) : instead) {
    root.classList.toggle('empty', !shown);
    showSet(first, shown, sentence);
    updates += 1;
    root.dataset.updates = String(updates);
  }

  /**
   * Shows two networks' readings of one drawing; null shows only one network.
   * @param {{first: Judged | null, second: Judged | null, names: [string, string]} | null} pair
   */
  function compare(pair) {
    root.classList.toggle('comparing', pair !== null);
    secondHead.hidden = pair === null;
    if (!pair) return;
    const { first: one, second: other, names } = pair;
    showSet(second, other, other ? `${names[1]}\n${sentenceOf(other)}` : names[1]);
    setText(first.sentence, one ? `${names[0]}\n${sentenceOf(one)}` : names[0]);
    setText(agreement, one && other ? agreementOf(one.reading, other.reading) : '');
  }

  return { rows, show, compare };
}

/**
 * Finds one network's part of the template.
 * @param {HTMLElement} root
 * @param {HTMLElement[]} rows
 * @param {'' | 'second-'} prefix
 */
function findSet(root, rows, prefix) {
  return {
    root,
    rows,
    prefix,
    digit: find(root, `.${prefix}digit`),
    sentence: find(root, `.${prefix}sentence`),
    bars: rows.map((row) => find(row, `.${prefix}bar`)),
    shares: rows.map((row) => find(row, `.${prefix}share`)),
  };
}

/**
 * @param {ReturnType<typeof findSet>} set
 * @param {Judged | null} shown
 * @param {string} sentence
 */
function showSet({ root, rows, prefix, digit, sentence: line, bars, shares }, shown, sentence) {
  root.classList.toggle(`${prefix}unsure`, !!shown && !shown.verdict.isSure);
  setText(digit, shown ? digitOf(shown) : '');
  setText(line, sentence);
  rows.forEach((row, i) => {
    const probability = shown?.reading.probabilities[i] ?? 0;
    setAttribute(bars[i], 'style', `transform: scaleX(${probability.toFixed(4)})`);
    setText(shares[i], shown ? formatProbability(probability) : '');
    row.classList.toggle(`${prefix}leads`, shown?.reading.predictedDigit === i);
  });
}

/**
 * Writes the predicted digit, with a question mark if the verdict is not sure.
 * @param {Judged} shown
 */
export function digitOf({ reading, verdict }) {
  return `${reading.predictedDigit}${verdict.isSure ? '' : '?'}`;
}

/**
 * Says in words whether two networks read the same digit.
 * @param {Reading} one
 * @param {Reading} other
 */
export function agreementOf({ predictedDigit: one }, { predictedDigit: other }) {
  return one === other ? `Both read ${one}` : `They disagree: ${one} and ${other}`;
}
