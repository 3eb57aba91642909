/** Words for several parts of the page. formatCount is the same as in onelayer/ui/words.py. */

/**
 * Writes a count with its noun: "1 drawing", "1,000 drawings".
 * @param {number} count
 * @param {string} noun
 */
export function formatCount(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${noun}s`;
}

/**
 * Writes a digit with its article: "a 7", "an 8".
 * @param {number} digit
 */
export function withArticle(digit) {
  return digit === 8 ? 'an 8' : `a ${digit}`;
}
