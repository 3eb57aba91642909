/** What the page says of the store. */

import { formatCount } from '../dom/words.js';

/** @import { Thing } from './store.js' */

/** @type {Record<Thing, string>} */
const NAMES = {
  hand: 'your hand',
  reads: 'the choice of the network',
  settings: 'the settings',
  guesses: 'your guesses',
  pad: 'the drawing on the pad',
};

/**
 * "3 drawings, your hand and 2 runs"; empty for nothing.
 * @param {number} drawings
 * @param {boolean} hasHand
 * @param {number} runs
 */
export function describeContents(drawings, hasHand, runs) {
  return list([
    drawings ? formatCount(drawings, 'drawing') : '',
    hasHand ? NAMES.hand : '',
    runs ? formatCount(runs, 'run') : '',
  ]);
}

/**
 * Says what of the stored things is shown nowhere; empty for nothing.
 * @param {number} drawings
 * @param {number} runs
 * @param {readonly Thing[]} things
 */
export function describeSkipped(drawings, runs, things) {
  const counts = [drawings ? formatCount(drawings, 'drawing') : '', runs ? formatCount(runs, 'run') : ''];
  const parts = list([...counts, ...things.map((name) => NAMES[name])]);
  return parts && ` ${parts.charAt(0).toUpperCase()}${parts.slice(1)} could not be read.`;
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

/**
 * "one, another and a third"; empty parts are left out.
 * @param {readonly string[]} all
 */
function list(all) {
  const parts = all.filter(Boolean);
  const last = parts.pop() ?? '';
  return parts.length ? `${parts.join(', ')} and ${last}` : last;
}
