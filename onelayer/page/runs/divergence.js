/** Whether the loss of a training run ran away, by its curve. The same as onelayer/training/divergence.py. */

/** @import { Run } from '../store/things.js' */

/** @typedef {Run['training']} Curve  a row a report: epochs done, mean loss since the report before, accuracy */

const LAST_PART = 0.25; // of the run: one batch of a network on raw inputs may be twice as bad as the next
const FAR_ABOVE = 15; // times the loss that a run began with

/**
 * The loss of the first batch, before its step; NaN where it is not known.
 * @param {Curve} curve
 */
export function firstLoss(curve) {
  return lossOf(curve[0]);
}

/**
 * The mean loss over the last part of a run's batches; NaN where it is not known.
 * @param {Curve} curve
 */
export function lastLoss(curve) {
  const from = (1 - LAST_PART) * (curve.at(-1)?.[0] ?? NaN);
  let sum = 0;
  let weights = 0;
  let before = 0; // epochs at the report before
  for (const row of curve) {
    const weight = Math.max(0, row[0] - Math.max(before, from));
    if (weight) sum += weight * lossOf(row);
    weights += weight;
    before = row[0];
  }
  return sum / weights;
}

/**
 * Whether the loss ran away: over the last part of the run it is not finite, or far above what the run began with.
 * False where the curve is not known.
 * @param {Curve} curve
 */
export function hasDiverged(curve) {
  return curve.length > 0 && !(lastLoss(curve) <= FAR_ABOVE * firstLoss(curve));
}

/**
 * The server sends null for a loss that is no number.
 * @param {[number, number | null, number | null] | undefined} row
 */
function lossOf(row) {
  return row?.[1] ?? NaN;
}
