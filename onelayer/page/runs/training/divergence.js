/** Whether the loss of a training run ran away, by its curve. */

/** @typedef {readonly (readonly [epochs: number, loss: number | null, accuracy: number | null])[]} Curve  a point a
 *   report: epochs done, mean loss since the report before (null: it is no number), accuracy */

const LAST_PART = 0.25; // of the run: one batch, or one validation, of a network on raw pixels may be twice as bad as the next

/** Times the loss that a run began with. The article's recipe ends at 0.9 to 1.2 times, after any number of epochs; with
 * ten times its rate at some 10 times, with a hundred times its rate at some 100. */
export const FAR_ABOVE = 15;

/**
 * The loss of the first batch, before its step; NaN where the curve is not known.
 * @param {Curve} curve
 */
export function firstLoss(curve) {
  return curve[0]?.[1] ?? Number.NaN;
}

/**
 * The mean loss over the last part of a run's batches; NaN where the curve is not known.
 * @param {Curve} curve
 */
export function lastLoss(curve) {
  const start = (1 - LAST_PART) * (curve.at(-1)?.[0] ?? 0);
  let [sum, epochs] = [0, 0];
  curve.forEach(([end, loss], i) => {
    const weight = end - Math.max(start, i ? curve[i - 1][0] : 0);
    if (weight <= 0) return;
    sum += weight * (loss ?? Number.NaN);
    epochs += weight;
  });
  return sum / epochs;
}

/**
 * Whether the loss ran away: over the last part of the run it is not finite, or far above what the run began with. False
 * where the curve is not known, and before the end of the first epoch, when the loss of some recipes still rises.
 * @param {Curve} curve
 */
export function hasDiverged(curve) {
  const epochs = curve.at(-1)?.[0] ?? 0;
  return epochs >= 1 && !(lastLoss(curve) <= FAR_ABOVE * firstLoss(curve));
}
