/** Words for several parts of the page. */

/**
 * Writes a count with its noun: "1 drawing", "1,000 drawings".
 * @param {number} count
 * @param {string} noun
 */
export function formatCount(count, noun) {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${noun}s`;
}

/**
 * Writes a loss in at most seven characters, as those that diverge have no end: "0.41", "4,200", "510 k", "12 M".
 * @param {number} loss
 */
export function formatLoss(loss) {
  if (loss < 100) return loss.toFixed(2);
  if (loss < 1e4) return Math.round(loss).toLocaleString('en');
  if (loss < 1e6) return `${(loss / 1e3).toFixed(0)} k`;
  return loss < 1e9 ? `${(loss / 1e6).toFixed(0)} M` : '> 999 M';
}

/**
 * Writes a digit with its article: "a 7", "an 8".
 * @param {number} digit
 */
export function withArticle(digit) {
  return digit === 8 ? 'an 8' : `a ${digit}`;
}

/**
 * What went wrong, in a sentence.
 * @param {unknown} error
 */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
