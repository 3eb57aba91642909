/** Makes a run of the server's reports, and keeps it in the store. */

import { decodeBytes, decodeFloats } from '../../dom/decoding.js';
import { networkOfNumbers } from '../../reading/network.js';
import { store } from '../../store/store.js';
import { epochsOf } from '../../store/things.js';

/** @import { Ending, Metrics, Recipe, Run } from '../../store/things.js' */
/** @import { Options, Report } from './training.js' */

export class Recorder {
  /** @type {Promise<Run> | null} */
  adding = null; // settled when the run has a number, and the snapshots so far
  /** @type {Report | null} */
  last = null;
  /** @type {Run['training']} */
  training = [];
  /** @type {Run['validation']} */
  validation = [];
  /** @type {Map<number, string>} */
  lines = new Map(); // of the log, by epoch

  /**
   * @param {Recipe} recipe
   * @param {Options} options
   */
  constructor(recipe, { name = '', drawings = [], start = null, isKept = true, onReport }) {
    this.recipe = recipe;
    this.begins = { name, recipe, drawings: drawings.length, test: null, ...(start && { start: start.name }) };
    this.isKept = isKept;
    this.onReport = onReport;
  }

  /** @param {Report} report */
  add(report) {
    this.last = report;
    const epochs = report.epoch - 1 + report.batch / report.batches;
    this.training.push([epochs, ...report.recent]);
    if (report.validation) this.validation.push([epochs, ...report.validation]);
    this.lines.set(report.epoch, formatLogLine(report, epochsOf(this.recipe)));
    if (report.network && this.isKept) this.#keep(report);
    this.onReport?.(report, this);
  }

  /** @param {Report} report */
  #keep(report) {
    const { recipe } = this;
    const network = { ...networkOfNumbers(decodeFloats(report.network ?? ''), recipe.input_form), recipe };
    const snapshot = {
      batches: batchesDone(report),
      kernel: network.kernel,
      bias: network.bias,
      looks: new Int8Array(decodeBytes(report.looks ?? '').buffer),
    };
    const changes = { ...this.#state(report), network };
    this.adding = this.adding
      ? this.adding.then((run) => {
          store.changeRun(run.number, changes, snapshot, false);
          return run;
        })
      : store.addRun({ ...this.begins, ending: 'running', ...changes }, snapshot);
  }

  get log() {
    return [...this.lines.values()].join('\n');
  }

  /** @param {Report} report */
  #state(report) {
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
    store.changeRun(number, { ...this.#state(this.last), ending });
    return store.run(number);
  }
}

/** @param {Report} report */
function batchesDone({ epoch, batch, batches }) {
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
