/** Words that the page says in several places. The twin of onelayer/ui/words.py. */

/**
 * So many of a thing: "1 drawing", "1,000 drawings".
 * @param {number} count
 * @param {string} noun
 */
export function formatCount(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${noun}s`;
}
