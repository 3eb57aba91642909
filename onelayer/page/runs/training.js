/** Trains a recipe. What the server reports becomes a run in the store, from its first snapshot on. */

import { makeNetwork } from '../../browser/network.js';
import { decodeBytes } from '../../ui/components/decoding.js';
import { formatDrawings } from '../../ui/components/drawing_lines.js';
import { call } from '../server/call.js';
import { FunctionError, LostError } from '../server/functions.js';
import { store } from '../store/store.js';

/** @import { LabelledDrawing } from '../../ui/components/collection.js' */
/** @import { Wait } from '../server/functions.js' */
/** @import { Ending, Metrics, Recipe, Run, Snapshot } from '../store/things.js' */

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
 * @typedef {object} Options
 * @property {string} [name]  of the run; without it the run is named by its number
 * @property {readonly LabelledDrawing[]} [drawings]  to train on as well
 * @property {boolean} [slow]
 * @property {boolean} [isKept]  the run is kept in the store; true if it is not given
 * @property {(report: Report, run: Run | null, soFar: Recorder) => void} [onReport]  gets each report, the run so far,
 *   and its curves and log with this report
 * @property {(wait: Wait | null) => void} [onWait]
 * @property {AbortSignal} [signal]  stops the run
 *
 * @typedef {{run: Run | null, last: Report | null, ending: Ending, problem: string}} Trained  problem: why it ended
 *   early, empty if it did not or was stopped
 */

const KERNEL = 7840;

/**
 * Trains a recipe to its end, until it is stopped, or until the connection is lost. Does not reject: what was learned
 * until then is in the store, and `ending` says how it ended. Without a report there is no run.
 * @param {Recipe} recipe
 * @param {Options} [options]
 * @returns {Promise<Trained>}
 */
export async function trainRun(recipe, options = {}) {
  const { drawings = [], slow = false, onWait, signal } = options;
  const recorder = new Recorder(recipe, options);
  /** @param {{reports: Report[]}} value */
  const onReport = ({ reports }) => {
    for (const report of reports) recorder.add(report);
  };
  /** @type {Ending} */
  let ending = 'trained';
  let problem = '';
  try {
    await call('train', [recipe, formatDrawings(drawings), slow], {
      onReport,
      ...(onWait ? { onWait } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
    if (signal?.aborted) [ending, problem] = ['stopped', ''];
    else if (error instanceof LostError) ending = 'lost';
    else if (error instanceof FunctionError) ending = problem.startsWith('Training diverged') ? 'diverged' : 'lost';
    else throw error;
  }
  const run = await recorder.finish(ending);
  return { run, last: recorder.last, ending, problem };
}

/** Makes a run of the reports, and keeps it in the store. */
export class Recorder {
  /** @type {Promise<Run> | null} */
  adding = null;
  /** @type {Run | null} */
  run = null;
  /** @type {Report | null} */
  last = null;
  /** @type {Run['training']} */
  training = [];
  /** @type {Run['validation']} */
  validation = [];
  /** @type {Map<number, string>} */
  lines = new Map(); // of the log, by epoch
  /** @type {(Omit<Snapshot, 'run'>)[]} */
  waiting = []; // snapshots until the run has a number

  /**
   * @param {Recipe} recipe
   * @param {Options} options
   */
  constructor(recipe, { name = '', drawings = [], isKept = true, onReport }) {
    this.recipe = recipe;
    this.name = name;
    this.drawings = drawings.length;
    this.isKept = isKept;
    this.onReport = onReport;
  }

  /** @param {Report} report */
  add(report) {
    this.last = report;
    const epochs = report.epoch - 1 + report.batch / report.batches;
    this.training.push([epochs, ...report.recent]);
    if (report.validation) this.validation.push([epochs, ...report.validation]);
    this.lines.set(report.epoch, formatLogLine(report, this.recipe.epochs));
    if (report.network && this.isKept) this.keep(report);
    this.onReport?.(report, this.run, this);
  }

  /**
   * @private
   * @param {Report} report
   */
  keep(report) {
    const numbers = new Float32Array(decodeBytes(report.network ?? '').buffer);
    const { recipe } = this;
    const network = { ...makeNetwork(numbers.subarray(0, KERNEL), numbers.slice(KERNEL), recipe.input_form), recipe };
    const snapshot = {
      batches: batchesDone(report),
      kernel: network.kernel,
      bias: Float32Array.from(network.bias),
      looks: new Int8Array(decodeBytes(report.looks ?? '').buffer),
    };
    const changes = { ...this.state(report), network };
    if (this.run) {
      store.changeRun(this.run.number, changes, snapshot, false);
      this.run = store.run(this.run.number);
    } else if (this.adding) {
      this.waiting.push(snapshot);
    } else {
      const { name, drawings } = this;
      this.adding = store.addRun({ name, recipe, drawings, test: null, ending: 'running', ...changes }, snapshot);
      this.adding.then((run) => this.begin(run));
    }
  }

  /**
   * Adds the snapshots that came before the run had a number.
   * @private
   * @param {Run} run
   */
  begin(run) {
    this.run = run;
    for (const snapshot of this.waiting) {
      const { kernel, bias } = snapshot;
      const network = { kernel, bias, inputForm: this.recipe.input_form, recipe: this.recipe };
      store.changeRun(run.number, { ...(this.last ? this.state(this.last) : {}), network }, snapshot, false);
    }
    this.waiting = [];
    this.run = store.run(run.number);
  }

  get log() {
    return [...this.lines.values()].join('\n');
  }

  /**
   * @private
   * @param {Report} report
   */
  state(report) {
    const [loss, accuracy] = report.training;
    return {
      batches: report.batches,
      batchesDone: batchesDone(report),
      training: [...this.training],
      validation: [...this.validation],
      seconds: report.seconds,
      metrics: /** @type {Metrics} */ ({ loss, accuracy }),
      log: this.log,
    };
  }

  /**
   * Marks how the run ended.
   * @param {Ending} ending
   * @returns {Promise<Run | null>} null if there was no snapshot, or if the run was deleted meanwhile
   */
  async finish(ending) {
    if (!this.adding || !this.last) return null;
    const { number } = await this.adding;
    store.changeRun(number, { ...this.state(this.last), ending });
    return store.run(number);
  }
}

/** @param {Report} report */
export function batchesDone({ epoch, batch, batches }) {
  return (epoch - 1) * batches + batch;
}

/**
 * The state of an epoch, in the form of Keras' log.
 * @param {Report} report
 * @param {number} epochs
 */
function formatLogLine({ epoch, batch, batches, training, validation }, epochs) {
  const metrics = (/** @type {string} */ prefix, /** @type {[number, number]} */ [loss, accuracy]) =>
    ` · ${prefix}accuracy: ${format(accuracy)} · ${prefix}loss: ${format(loss)}`;
  const validated = validation ? metrics('val_', validation) : '';
  return `Epoch ${epoch}/${epochs} · ${batch}/${batches}${metrics('', training)}${validated}`;
}

/** @param {number | null} value */
function format(value) {
  return value === null ? 'nan' : value.toFixed(4);
}
