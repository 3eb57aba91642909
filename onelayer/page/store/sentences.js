/** What the page says of the store. */

import { formatCount } from '../../ui/components/words.js';

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
  ].filter(Boolean);
  const last = parts.pop() ?? '';
  return parts.length ? `${parts.join(', ')} and ${last}` : last;
}

/** @param {number} count  of drawings */
export function describeSkipped(count) {
  return count ? ` ${formatCount(count, 'drawing')} could not be read.` : '';
}

/** @param {unknown} error */
function describeFailure(error) {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull ? 'its storage is full: delete a run' : 'it blocks storage';
}

/**
 * @param {string} contents
 * @param {unknown} error
 */
export function describeNotKept(contents, error) {
  return `This browser does not keep the latest of your ${contents.replace(/\byour /, '')}: ${describeFailure(error)}. It is here until you close the page; your drawings can be saved in the Handwriting tab.`;
}
