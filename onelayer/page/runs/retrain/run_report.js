/** What the line under Train says of a run. */

import { formatCount, formatLoss } from '../../dom/words.js';
import { formatPercent } from '../../reading/format.js';
import { validated } from '../table/rows.js';
import { firstLoss, hasDiverged, lastLoss } from '../training/divergence.js';

/** @import { Run } from '../../store/things.js' */
/** @import { Report, Trained } from '../training/training.js' */

const KEPT = 'What was learned is kept.';

/**
 * Epoch and batch, and the time left at the speed so far.
 * @param {Report} report  the latest
 * @param {number} epochs
 * @param {number} seconds  since the first report, with pauses
 */
export function formatProgress({ epoch, batch, batches, report, reports }, epochs, seconds) {
  const left = (seconds * (reports - report)) / report;
  return `Epoch ${epoch} of ${epochs} · batch ${batch} of ${batches} · ${left.toFixed(1)} s left`;
}

/**
 * Says where and why a run ended early.
 * @param {Pick<Trained, 'last' | 'ending' | 'problem'>} trained
 */
export function formatBreak({ last, ending, problem }) {
  if (!last) return problem ? `Not trained. ${problem}` : 'Stopped while it waited. Nothing was trained.';
  const place = `epoch ${last.epoch} after batch ${last.batch} of ${last.batches}`;
  if (ending === 'diverged') return `${problem} What was learned before is kept.`;
  return ending === 'lost' ? `It broke off in ${place}. ${problem} ${KEPT}` : `Stopped in ${place}. ${KEPT}`;
}

/**
 * Says how a run ended.
 * @param {Trained} trained
 * @param {{epochs: number, images: number, drawings: number}} work  images: to train on, without the drawings
 */
export function formatEnd({ last, run, ending, problem }, { epochs, images, drawings }) {
  const hasRunAway = run && ending !== 'diverged' && hasDiverged(run.training);
  const diverged = hasRunAway ? ` ${formatDivergence(run)}` : '';
  if (!last || ending !== 'trained') return `${formatBreak({ last, ending, problem })}${diverged}`;
  const yours = drawings ? ` and ${formatCount(drawings, 'drawing')} of yours` : '';
  const trained = `Trained ${formatCount(epochs, 'epoch')} of ${images.toLocaleString('en')} images${yours}`;
  const from = run?.start ? ` from the weights of ${run.start}` : '';
  return `${trained}${from} in ${last.seconds.toFixed(2)} s.${diverged}`;
}

/**
 * Says how many images a run's network reads that it was not trained on, beside the article's number.
 * @param {Run} run
 * @param {number} accuracy  on the test digits
 * @param {number} printed  the article's, on its validation images
 */
export function formatAccuracy(run, accuracy, printed) {
  const ofValidation = validated(run)?.accuracy;
  const also = ofValidation === undefined ? '' : ` and ${formatPercent(ofValidation)} of its validation images`;
  const which = ofValidation === undefined ? 'its validation images' : 'its own';
  return (
    `It reads ${formatPercent(accuracy)} of the 10,000 test digits${also}; ` +
    `the article printed ${formatPercent(printed)} on ${which}.`
  );
}

/** @param {Run} run */
function formatDivergence({ training }) {
  const [began, ended] = [firstLoss(training), lastLoss(training)].map(formatLoss);
  return `It diverged: its loss ended at ${ended}, far above the ${began} it began with. Try a lower rate.`;
}
