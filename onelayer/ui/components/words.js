/** Words for several parts of the page. The same as onelayer/ui/words.py. */

/**
 * Writes a count with its noun: "1 drawing", "1,000 drawings".
 * @param {number} count
 * @param {string} noun
 */
export function formatCount(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${noun}s`;
}
