/** The Train button of the Retrain tab: trains the recipe in the settings, and shows how it waits and learns. */

import { decodeBytes } from '../../dom/decoding.js';
import { beforeNextFrame } from '../../dom/frame.js';
import { slotOf } from '../../dom/slots.js';
import { collection } from '../../drawing/collection.js';
import { store } from '../../store/store.js';
import { epochsOf, keyOfRun } from '../../store/things.js';
import { describeMaking } from '../captchas/captcha_words.js';
import { curvesOf, METRICS } from '../shown/curves.js';
import { pictureLooks } from '../shown/looks.js';
import { shown } from '../shown/shown_network.js';
import { compared } from '../table/compared.js';
import { inspect } from '../test_digits/inspections.js';
import { Job } from '../training/job.js';
import { trainingImages } from '../training/recipes.js';
import { trainRun } from '../training/training.js';
import { firstWeights } from './first_weights.js';
import { formatAccuracy, formatEnd, formatProgress } from './run_report.js';

/** @import { Wait } from '../../server/functions.js' */
/** @import { Recipe, Run } from '../../store/things.js' */
/** @import { Known } from '../training/recipes.js' */
/** @import { Recorder } from '../training/recorder.js' */
/** @import { Report } from '../training/training.js' */

const NO_DRAWINGS = 'Not trained. You have no drawings to include: write some in the Handwriting tab.';

const job = new Job('train-bar');

/**
 * Trains the recipe in the settings, unless a run goes on.
 * @param {Recipe} recipe
 * @param {boolean} withDrawings  the visitor's drawings are among the examples
 * @param {boolean} slow
 * @param {Known & {printed: number}} known  printed: the article's accuracy on its validation images
 */
export async function retrain(recipe, withDrawings, slow, known) {
  document.querySelector('#run-curves')?.scrollIntoView({ block: 'nearest' });
  const drawings = withDrawings ? collection.drawings : [];
  /** @type {Run | null} */
  let run = null;
  await job.run(async (signal) => {
    if (withDrawings && !drawings.length) return job.say(NO_DRAWINGS);
    const { start } = firstWeights;
    const live = new LiveRun(epochsOf(recipe));
    const { onReport, onMade } = live;
    const onWait = (/** @type {Wait | null} */ wait) => job.tellWait(wait);
    const trained = await trainRun(recipe, { drawings, slow, start, onReport, onMade, onWait, signal });
    live.isOver = true;
    const work = { epochs: epochsOf(recipe), images: trainingImages(recipe, known), drawings: drawings.length };
    const { last } = trained;
    job.say(formatEnd(trained, work), last ? last.report / last.reports : 0);
    run = trained.run;
  });
  if (run) await finish(run, known.printed);
}

/**
 * Lets a run read that has ended, shows it, compares it with the run before, and says what it reads.
 * @param {Run} run
 * @param {number} printed
 */
async function finish(run, printed) {
  const { sentence, fraction } = job;
  const key = keyOfRun(run.number);
  if (run.ending !== 'diverged') store.set('reads', key);
  shown.show(key);
  compared.set(store.runs.slice(-2).map(({ number }) => keyOfRun(number)));
  try {
    const { test } = await inspect(key);
    if (job.sentence === sentence) job.say(`${sentence} ${formatAccuracy(run, test.accuracy, printed)}`, fraction);
  } catch (error) {
    console.info('Not measured:', error);
  }
}

/** Shows a run while it waits and is trained: the line under Train, curves, pictures and log. */
class LiveRun {
  /** @type {{report: Report, soFar: Recorder} | null} */
  latest = null;
  looks = ''; // of the latest snapshot, in base64; empty if it is shown
  began = 0; // ms: when the first report came
  isOver = false;

  /** @param {number} epochs */
  constructor(epochs) {
    this.epochs = epochs;
    job.say('Asking for a place …');
  }

  /**
   * @param {number} done
   * @param {number} count
   */
  onMade = (done, count) => {
    this.began ||= performance.now();
    job.say(describeMaking(done, count, (performance.now() - this.began) / 1000));
    if (done === count) this.began = 0; // what is left of the run is learned much faster
  };

  /**
   * @param {Report} report
   * @param {Recorder} soFar
   */
  onReport = (report, soFar) => {
    this.began ||= performance.now();
    this.latest = { report, soFar };
    this.looks = report.looks ?? this.looks;
    beforeNextFrame(this.show);
  };

  show = () => {
    if (this.isOver || !this.latest) return;
    const { report, soFar } = this.latest;
    const seconds = (performance.now() - this.began) / 1000;
    job.say(formatProgress(report, this.epochs, seconds), report.report / report.reports);
    for (const metric of METRICS) slotOf(metric).show(curvesOf(soFar, this.epochs, metric));
    slotOf('log').show(soFar.log);
    if (this.looks) slotOf('weights').show(pictureLooks(new Int8Array(decodeBytes(this.looks).buffer)));
    this.looks = '';
  };
}
