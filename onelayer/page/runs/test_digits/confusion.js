/** The confusion matrix of the 10,000 test digits, and the worst mistakes. Pure: they get what a network does with the digits. */

import { formatNumber } from '../../reading/format.js';

/** @import { Cell, Grid } from '../../components/heat_grid/heat_grid.js' */
/** @import { Inspection } from '../../store/things.js' */

/** @typedef {Pick<Inspection, 'labels' | 'predicted'>} Readings */

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const ALL_WRONG = DIGITS.length; // the column after the digits

/**
 * How many digits of each label (row) are read as each digit (column).
 * @param {Readings} readings
 * @returns {number[][]}
 */
export function countConfusions({ labels, predicted }) {
  const counts = DIGITS.map(() => DIGITS.map(() => 0));
  for (const [row, label] of labels.entries()) counts[label][predicted[row]] += 1;
  return counts;
}

/**
 * A sentence that counts the digits that are read right.
 * @param {string} name  of the network
 * @param {number[][]} counts
 */
export function describeMatrix(name, counts) {
  const right = DIGITS.reduce((sum, digit) => sum + counts[digit][digit], 0);
  const wrong = counts.flat().reduce((sum, count) => sum + count, 0) - right;
  return `**${name}** reads ${formatNumber(right)} right and ${formatNumber(wrong)} wrong; the last column is the accuracy on each digit.`;
}

/**
 * The grid of the counts, with each label's accuracy in the last column.
 * @param {number[][]} counts
 * @returns {Grid}
 */
export function makeMatrixGrid(counts) {
  const mostWrong = Math.max(1, ...counts.flatMap((line, label) => line.filter((_, digit) => digit !== label)));
  const cells = counts.map((line, label) => {
    const total = line.reduce((sum, count) => sum + count, 0) || 1;
    const text = ((100 * line[label]) / total).toFixed(1);
    const words = `Of all ${label}, ${text} % are read right: see the others`;
    return [
      ...line.map((count, digit) => makeCountCell(label, digit, count, total, mostWrong)),
      { text, fraction: 0, words, kind: /** @type {const} */ ('right') },
    ];
  });
  return { rows: DIGITS.map(String), columns: [...DIGITS.map(String), '%'], cells };
}

/**
 * @param {number} label
 * @param {number} digit  as which it is read
 * @param {number} count
 * @param {number} total  of the label
 * @param {number} mostWrong  the largest count of wrong digits in the grid
 * @returns {Cell}
 */
function makeCountCell(label, digit, count, total, mostWrong) {
  const isRight = label === digit;
  const fraction = 0.9 * (isRight ? count / total : Math.sqrt(count / mostWrong));
  const words = `${label} read as ${digit}: ${count}`;
  return { text: count ? String(count) : '', fraction, words, kind: isRight ? 'right' : 'wrong' };
}

/**
 * The rows of the test set that a cell counts.
 * @param {Readings} readings
 * @param {number} row  the label
 * @param {number} column  the predicted digit, or ALL_WRONG
 * @returns {number[]}
 */
export function findMembers({ labels, predicted }, row, column) {
  const isMember = (/** @type {number} */ digit) => (column === ALL_WRONG ? digit !== row : digit === column);
  return [...labels.keys()].filter((i) => labels[i] === row && isMember(predicted[i]));
}

/**
 * A sentence that says which digits a cell has.
 * @param {number} row
 * @param {number} column
 * @param {number} count
 * @param {number} most  so many are shown
 */
export function describeCell(row, column, count, most) {
  const cell = column === ALL_WRONG ? `${row}, read as anything else` : `${row}, read as ${column}`;
  const counted = count === 1 ? '**1** digit' : `**${formatNumber(count)}** of them`;
  return `${cell}: ${counted}${count > most ? `, ${most} shown` : ''}.`;
}

/**
 * Rows of the test set that a network misreads, those with the largest loss first.
 * @param {Pick<Inspection, 'labels' | 'predicted' | 'loss'>} inspection
 */
export function findWorstMistakes({ labels, predicted, loss }) {
  const wrong = [...labels.keys()].filter((row) => predicted[row] !== labels[row]);
  return wrong.sort((a, b) => loss[b] - loss[a]);
}
