/** What the page says of the store. */

import { formatCount } from '../dom/words.js';

/**
 * "3 drawings, your hand and 2 runs"; empty for nothing.
 * @param {number} drawings
 * @param {boolean} hasHand
 * @param {number} runs
 */
export function describeContents(drawings, hasHand, runs) {
  const parts = [
    drawings ? formatCount(drawings, 'drawing') : '',
    hasHand ? 'your hand' : '',
    runs ? formatCount(runs, 'run') : '',
  ];
  return new Intl.ListFormat('en-GB').format(parts.filter(Boolean)); // without a comma before "and"
}

/**
 * @param {boolean} isAll  the drawings, too
 * @param {number} drawings  that stay
 */
export function describeForgotten(isAll, drawings) {
  if (isAll) return 'Forgotten: your drawings, your runs, your hand and the settings, here and in this browser.';
  const stays = drawings ? ` Your ${formatCount(drawings, 'drawing')} stay${drawings === 1 ? 's' : ''}.` : '';
  return `Forgotten: your runs, your hand and the settings.${stays}`;
}

/**
 * @param {string} contents
 * @param {unknown} error
 */
export function describeNotKept(contents, error) {
  return `This browser does not keep the latest of your ${contents.replace(/\byour /, '')}: ${describeFailure(error)}. It is here until you close the page; your drawings can be saved in the Handwriting tab.`;
}

/** @param {unknown} error */
function describeFailure(error) {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull ? 'its storage is full: delete a run' : 'it blocks storage';
}
