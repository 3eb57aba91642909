/** Trains the rungs of the climb: a call of the server for each, one after another. */

import { slotOf } from '../../dom/slots.js';
import { reasonOf } from '../../dom/words.js';
import { formatPercent } from '../../reading/format.js';
import { store } from '../../store/store.js';
import { epochsOf, keyOfRun } from '../../store/things.js';
import { inspect, measureRuns } from '../test_digits/inspections.js';
import { Job } from '../training/job.js';
import { trainRun } from '../training/training.js';
import { climb } from './climb.js';
import { showStep } from './climb_step.js';
import { nameRung, runOf } from './rungs.js';

/** @import { Rung } from './rungs.js' */
/** @import { Report } from '../training/training.js' */

const job = new Job('climb-bar', trainAll);
const picture = slotOf('climb-picture'); // of the Live rung

/** Trains all rungs that are not trained yet. */
function trainAll() {
  const rungs = climb.rungs.filter(({ recipe }) => !runOf(store.runs, recipe));
  if (rungs.length) void train(rungs);
  else job.say('All rungs are trained.');
}

/**
 * Trains one rung, unless others are being trained.
 * @param {string} key
 */
export function trainRung(key) {
  void train(climb.rungs.filter((rung) => rung.key === key));
}

/** @param {readonly Rung[]} rungs */
function train(rungs) {
  return job.run(async (signal) => {
    for (const rung of rungs) {
      const problem = await trainOne(rung, signal);
      picture.show(null);
      if (signal.aborted) return job.say(`Stopped at ${rung.name}. The rungs before it stay.`);
      if (problem)
        return job.say(`Not climbed to the end. ${problem} The rungs before ${rung.name} stay: press Climb to go on.`);
    }
  });
}

/**
 * @param {Rung} rung
 * @param {AbortSignal} signal
 * @returns {Promise<string>}  why it did not come to its end; empty if it did, or if it was stopped
 */
async function trainOne(rung, signal) {
  const name = nameRung(climb.rungs, rung);
  const { recipe } = rung;
  /** @param {Report} report */
  const onReport = (report) => {
    job.say(`${name}: epoch ${report.epoch} of ${epochsOf(recipe)}`, report.report / report.reports);
    picture.show({ rung: rung.key, error: 1 - (report.validation ?? report.training)[1] });
  };
  const preparing = `${name}: preparing its inputs.`;
  job.say(preparing);
  const { run, problem } = await trainRun(recipe, {
    name: `Climb: ${rung.name}`,
    signal,
    onReport,
    onWait: (wait) => job.tellWait(wait, `${name}: `, preparing),
  });
  if (problem || signal.aborted || !run) return problem;
  try {
    const { test } = await inspect(keyOfRun(run.number));
    job.say(`${name}: ${formatPercent(test.accuracy)} of the test digits in ${run.seconds.toFixed(1)} s.`, 1);
    void showStep(rung.key);
  } catch (error) {
    return reasonOf(error);
  }
  return '';
}

// A rung whose page was left before it was measured, or that another page trained, is measured now.
climb.onChange(() => void measureRuns(climb.rungs.flatMap(({ recipe }) => runOf(store.runs, recipe) ?? [])));
