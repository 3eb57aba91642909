// @ts-check
/** The digit in large type and its ten probability bars, always in the order 0 to 9, in the template of an answer. */

import { find, findAll, setAttribute, setText } from './dom.js';

/** @import { Reading } from '../../browser/network.js' */
/** @import { Verdict } from '../../browser/verdict.js' */

/** @typedef {ReturnType<typeof createBars>} Bars */

const EMPTY = 'Nothing on the pad yet';

/**
 * What shows a reading there, or a sentence where there is none.
 * @param {HTMLElement} element
 */
export function createBars(element) {
  const root = find(element, '.answer');
  const digit = find(element, '.digit');
  const sentence = find(element, '.sentence');
  const rows = findAll(element, '.row').map((row) => ({ row, bar: find(row, '.bar'), share: find(row, '.share') }));
  let updates = 0;

  /**
   * @param {{reading: Reading, verdict: Verdict} | null} shown
   * @param {string} [instead]
   */
  function show(shown, instead = EMPTY) {
    const isSure = shown?.verdict.isSure ?? false;
    root.classList.toggle('empty', !shown);
    root.classList.toggle('unsure', !!shown && !isSure);
    const text = shown ? `${shown.reading.predictedDigit}${isSure ? '' : '?'}` : '·';
    setText(digit, text); // each is read out
    setText(sentence, shown ? sentenceOf(shown.reading, shown.verdict) : instead);
    rows.forEach(({ row, bar, share }, i) => {
      const probability = shown?.reading.probabilities[i] ?? 0;
      setAttribute(bar, 'style', `transform: scaleX(${probability.toFixed(4)})`);
      setText(share, shown ? `${(100 * probability).toFixed(1)} %` : '–');
      row.classList.toggle('leads', shown?.reading.predictedDigit === i);
    });
    updates += 1;
    root.dataset.updates = String(updates);
  }

  return { root, rows: rows.map(({ row }) => row), show };
}

/**
 * How sure the answer is, in words.
 * @param {Reading} reading
 * @param {Verdict} verdict
 */
function sentenceOf({ probabilities, predictedDigit }, { isFamiliar, isSure, digits }) {
  if (!isFamiliar) return 'Not sure: it looks like no digit I know';
  if (!isSure) return `Not sure: ${digits.join(' or ')}`;
  return `${(100 * probabilities[predictedDigit]).toFixed(1)} % sure`;
}
