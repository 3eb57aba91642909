/** The regions of a picture with the most evidence for and against a digit, named for those who cannot see colours. */

const NAMES = [
  ['the upper left', 'the top', 'the upper right'],
  ['the left', 'the middle', 'the right'],
  ['the lower left', 'the bottom', 'the lower right'],
];
const SIDE = 28;
const EDGES = [10, 18]; // pixels: the borders between the nine regions

/**
 * Finds the region (of nine) with the most evidence for the digit, and the one with the most against it; "none" if
 * there is no such evidence.
 * @param {ArrayLike<number>} evidence  784 numbers
 */
export function strongestRegions(evidence) {
  return { most: nameStrongest(evidence, 1), least: nameStrongest(evidence, -1) };
}

/**
 * @param {ArrayLike<number>} evidence
 * @param {1 | -1} sign  the sign of the numbers that count
 */
function nameStrongest(evidence, sign) {
  const sums = new Float64Array(9);
  for (let i = 0; i < SIDE * SIDE; i++) {
    sums[3 * regionOf(Math.floor(i / SIDE)) + regionOf(i % SIDE)] += Math.max(0, sign * evidence[i]);
  }
  const strongest = sums.indexOf(Math.max(...sums));
  return sums[strongest] > 0 ? NAMES[Math.floor(strongest / 3)][strongest % 3] : 'none';
}

/** @param {number} at  row or column of a pixel */
function regionOf(at) {
  return EDGES.filter((edge) => at >= edge).length;
}
