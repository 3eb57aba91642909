/** The worst mistakes: the test digits to whose label a network gives the least probability. */

/** @import { Inspection } from '../store/things.js' */

/**
 * Rows of the test set that a network misreads, those with the largest loss first.
 * @param {Pick<Inspection, 'labels' | 'predicted' | 'loss'>} inspection
 * @param {number} most
 * @returns {number[]}
 */
export function findWorstMistakes({ labels, predicted, loss }, most) {
  const wrong = [...labels.keys()].filter((row) => predicted[row] !== labels[row]);
  return wrong.sort((a, b) => loss[b] - loss[a]).slice(0, most);
}
