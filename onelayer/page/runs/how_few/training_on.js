/** “Train it on”: the network of How few? is trained on with rounded weights, and becomes a run. */

import { decodeFloats } from '../../dom/decoding.js';
import { collection } from '../../drawing/collection.js';
import { reader } from '../../drawing/reader.js';
import { networkOfNumbers } from '../../reading/network.js';
import { isSameRounding, WHOLE } from '../../reading/rounding.js';
import { HAND, keyOfRun } from '../../store/things.js';
import { inspect } from '../test_digits/inspections.js';
import { Job } from '../training/job.js';
import { trainRun } from '../training/training.js';
import { howFew } from './how_few.js';
import { describeTrainedOn, nameRounded } from './rounded_words.js';

/** @import { Recipe } from '../../store/things.js' */
/** @import { Report } from '../training/training.js' */

const NOTHING = 'Choose fewer bits, or some zeros: with all 32 bits nothing is lost that training could bring back.';

const job = new Job('few-bar');

/**
 * Trains the network that reads on, with the chosen bits and zeros, unless such a job goes on.
 * @param {Recipe} recipe  of the epochs with rounded weights
 */
export function trainOn(recipe) {
  const { key, network, rounding, accuracy } = howFew;
  return job.run(async (signal) => {
    if (!network || isSameRounding(rounding, WHOLE)) return job.say(NOTHING);
    const name = reader.nameOf(key);
    const whole = { ...recipe, ...rounding, input_form: network.inputForm };
    job.say('Asking for a place …');
    /** @param {Report} report */
    const onReport = (report) => {
      const epoch = `Epoch ${report.epoch} of ${recipe.rounding_epochs}`;
      job.say(`${epoch} with rounded weights`, report.report / report.reports);
      if (!report.network) return;
      const now = { ...networkOfNumbers(decodeFloats(report.network), network.inputForm), recipe: whole };
      const error = report.validation ? 1 - report.validation[1] : (howFew.live?.error ?? null);
      howFew.setLive({ of: network, rounding, network: now, error });
    };
    const { run, problem } = await trainRun(whole, {
      name: nameRounded(name, rounding),
      start: { name, network },
      drawings: key === HAND ? collection.drawings : [],
      onReport,
      onWait: (wait) => job.tellWait(wait),
      signal,
    }).finally(() => howFew.setLive(null));
    if (problem) return job.say(`Not trained on. ${problem}`);
    if (!run || signal.aborted) return job.say(`Stopped.${run ? ' What was learned is kept, as a run.' : ''}`);
    const { test } = await inspect(keyOfRun(run.number));
    howFew.addTrained(network, rounding, run.number);
    job.say(describeTrainedOn(run, accuracy, test.accuracy), 1);
  });
}
