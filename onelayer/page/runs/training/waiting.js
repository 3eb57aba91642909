/** The place of a call in the server's queue, in words. */

/** @import { Wait } from '../../server/functions.js' */

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
/** @type {Partial<Record<Intl.LDMLPluralRule, string>>} */
const SUFFIXES = { one: 'st', two: 'nd', few: 'rd' };

/**
 * "3rd in line, about 12 s."
 * @param {Wait} wait
 */
export function formatWait({ place, seconds }) {
  const first = place <= 1 ? 'Next' : formatOrdinal(place);
  return `${first} in line${seconds === null ? '' : `, ${formatSeconds(seconds)}`}.`;
}

/**
 * "1st", "2nd", "3rd", "4th", "11th", "21st"
 * @param {number} number
 */
function formatOrdinal(number) {
  return `${number}${SUFFIXES[ORDINALS.select(number)] ?? 'th'}`;
}

/**
 * A time in rounded words: "about 7 s", "about 50 s", "about 3 minutes".
 * @param {number} seconds
 */
function formatSeconds(seconds) {
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 95) return `about ${5 * Math.round(seconds / 5)} s`;
  const minutes = Math.round(seconds / 60);
  return `about ${minutes} minute${minutes > 1 ? 's' : ''}`;
}
