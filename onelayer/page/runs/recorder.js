/** Makes a run of the server's reports, and keeps it in the store. */

import { decodeBytes, decodeFloats } from '../dom/decoding.js';
import { networkOfNumbers } from '../reading/network.js';
import { store } from '../store/store.js';

/** @import { Ending, Metrics, Recipe, Run, Snapshot } from '../store/things.js' */
/** @import { Options, Report } from './training.js' */

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
    if (report.network && this.isKept) this.#keep(report);
    this.onReport?.(report, this.run, this);
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
    if (this.run) {
      store.changeRun(this.run.number, changes, snapshot, false);
      this.run = store.run(this.run.number);
    } else if (this.adding) {
      this.waiting.push(snapshot);
    } else {
      const { name, drawings } = this;
      this.adding = store.addRun({ name, recipe, drawings, test: null, ending: 'running', ...changes }, snapshot);
      this.adding.then((run) => this.#begin(run));
    }
  }

  /**
   * Adds the snapshots that came before the run had a number.
   * @param {Run} run
   */
  #begin(run) {
    this.run = run;
    for (const snapshot of this.waiting) {
      const { kernel, bias } = snapshot;
      const network = { kernel, bias, inputForm: this.recipe.input_form, recipe: this.recipe };
      store.changeRun(run.number, { ...(this.last ? this.#state(this.last) : {}), network }, snapshot, false);
    }
    this.waiting = [];
    this.run = store.run(run.number);
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
