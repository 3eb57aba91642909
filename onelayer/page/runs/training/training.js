/** Trains a recipe. What the server reports becomes a run in the store, from its first snapshot on. */

import { reasonOf } from '../../dom/words.js';
import { formatDrawings } from '../../drawing/drawing_lines.js';
import { call, encodeNetwork } from '../../server/call.js';
import { FunctionError, LostError } from '../../server/functions.js';
import { Recorder } from './recorder.js';

const DIVERGED = 'TrainingDiverged'; // the kind of the server's error where weights are no longer finite

/** @import { LabelledDrawing } from '../../drawing/collection.js' */
/** @import { Wait } from '../../server/functions.js' */
/** @import { Network } from '../../reading/network.js' */
/** @import { Ending, Recipe, Run } from '../../store/things.js' */

/**
 * A report of the server; metrics are [loss, accuracy], and null stands for a number that is none.
 * @typedef {object} Report
 * @property {number} epoch  from 1
 * @property {number} batch  of the epoch
 * @property {number} batches  in an epoch
 * @property {number} report  from 1
 * @property {number} reports  of the whole run
 * @property {[number, number]} training  over the epoch so far
 * @property {[number, number]} recent  since the last report
 * @property {[number, number] | null} validation
 * @property {number} seconds
 * @property {boolean} finished
 * @property {string | null} network  base64 of float32 (7850,) in a snapshot
 * @property {string | null} looks  base64 of int8 (7840,) in a snapshot
 *
 * @typedef {{name: string, network: Network}} Start
 *
 * @typedef {object} Options
 * @property {string} [name]  of the run; without it the run is named by its number
 * @property {readonly LabelledDrawing[]} [drawings]  to train on as well
 * @property {boolean} [slow]
 * @property {Start | null} [start]  the network whose weights to begin with; without it they are random
 * @property {boolean} [isKept]  the run is kept in the store; true if it is not given
 * @property {(report: Report, soFar: Recorder) => void} [onReport]  gets each report, and the curves and the log with it
 * @property {(done: number, count: number) => void} [onMade]  hears how many captchas are made, before the first report
 * @property {(wait: Wait | null) => void} [onWait]
 * @property {AbortSignal} [signal]  stops the run
 *
 * @typedef {{run: Run | null, last: Report | null, curve: Run['training'], ending: Ending, problem: string}} Trained
 *   curve: of training, also of a run that is not kept; problem: why it ended early, empty if it did not or was stopped
 */

/**
 * Trains a recipe to its end, until it is stopped, or until the connection is lost. Does not reject: what was learned
 * until then is in the store, and `ending` says how it ended. Without a report there is no run.
 * @param {Recipe} recipe
 * @param {Options} [options]
 * @returns {Promise<Trained>}
 */
export async function trainRun(recipe, options = {}) {
  const { drawings = [], slow = false, start = null, onMade, onWait, signal } = options;
  const recorder = new Recorder(recipe, options);
  /** @param {{reports: Report[], made?: [done: number, count: number]}} value */
  const onReport = ({ reports, made }) => {
    if (made) onMade?.(...made);
    for (const report of reports) recorder.add(report);
  };
  /** @type {Ending} */
  let ending = 'trained';
  let problem = '';
  try {
    const first = start ? encodeNetwork(start.network) : '';
    await call('train', [recipe, formatDrawings(drawings), slow, first], { onReport, onWait, signal });
  } catch (error) {
    problem = reasonOf(error);
    if (signal?.aborted) [ending, problem] = ['stopped', ''];
    else if (error instanceof LostError) ending = 'lost';
    else if (error instanceof FunctionError) ending = error.kind === DIVERGED ? 'diverged' : 'lost';
    else throw error;
  }
  const run = await recorder.finish(ending);
  return { run, last: recorder.last, curve: recorder.training, ending, problem };
}
