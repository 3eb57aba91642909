/** The curves of runs, as the component `curves` shows them. */

import { epochsOf } from '../../store/things.js';

/** @import { Curve, CurveValues } from '../../components/curves/curves.js' */
/** @import { Run } from '../../store/things.js' */

/** @typedef {typeof METRICS[number]} Metric */

export const METRICS = /** @type {const} */ (['loss', 'accuracy']); // after the epochs, in a row of a run's curves

/**
 * The curves of one metric of a run.
 * @param {Pick<Run, 'training' | 'validation'>} run
 * @param {number} epochs  of the whole run
 * @param {Metric} metric
 * @returns {CurveValues}
 */
export function curvesOf({ training, validation }, epochs, metric) {
  return { epochs, curves: [curve('training', training, metric), curve('validation', validation, metric)] };
}

/**
 * The validation curves of several runs; the training curve of a run without validation.
 * @param {readonly Run[]} runs
 * @param {Metric} metric
 * @returns {CurveValues | null} null for no runs
 */
export function compareCurves(runs, metric) {
  if (!runs.length) return null;
  const curves = runs.map(({ name, training, validation }) =>
    curve(name, validation.length ? validation : training, metric),
  );
  return { epochs: Math.max(...runs.map(({ recipe }) => epochsOf(recipe))), curves };
}

/**
 * @param {string} name
 * @param {Run['training']} rows
 * @param {Metric} metric
 * @returns {Curve}
 */
function curve(name, rows, metric) {
  const points = rows.map((row) => /** @type {[number, number]} */ ([row[0], row[1 + METRICS.indexOf(metric)]]));
  return { name, points: points.filter(([, value]) => value !== null) }; // null: the server's word for no number
}
