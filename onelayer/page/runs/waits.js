/** A wait for a call's turn, in words. */

/** @import { Wait } from '../server/functions.js' */

/**
 * Writes a place in the queue: "Next in line, about 7 s."
 * @param {Wait} wait
 */
export function formatWait({ place, seconds }) {
  const line = `${place <= 1 ? 'Next' : formatOrdinal(place)} in line`;
  return seconds === null ? `${line}.` : `${line}, ${formatSeconds(seconds)}.`;
}

/**
 * Writes an ordinal number: "1st", "2nd", "3rd", "4th", "11th", "21st".
 * @param {number} number
 */
export function formatOrdinal(number) {
  const last = [11, 12, 13].includes(number % 100) ? 0 : number % 10;
  return `${number}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/**
 * Writes a time in rounded words: "about 7 s", "about 50 s", "about 3 minutes".
 * @param {number} seconds
 */
export function formatSeconds(seconds) {
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 95) return `about ${5 * Math.round(seconds / 5)} s`;
  const minutes = Math.round(seconds / 60);
  return `about ${minutes} minute${minutes > 1 ? 's' : ''}`;
}
