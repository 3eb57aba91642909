/** Shows the effect of a step of the climb on the test digits. */

import { slotOf } from '../../dom/slots.js';
import { reasonOf } from '../../dom/words.js';
import { store } from '../../store/store.js';
import { keyOfRun } from '../../store/things.js';
import { inspect } from '../test_digits/inspections.js';
import { openWhenPressed, pictureDigits } from '../test_digits/test_digits.js';
import { climb } from './climb.js';
import { compareReadings, countDigits, describeStep } from './fixed_digits.js';
import { runOf } from './rungs.js';

const NOTHING_YET =
  'Train a rung and the one before it. Then you see here which test digits the step fixed and which it broke.';

/** @type {number | null} */
let shown = null; // the number of the run whose digits are shown
let asked = 0; // of all steps: the last one that was asked for is shown

/**
 * Shows the digits that a rung's step fixed and broke; if the rung before is not trained, those that the rung misreads.
 * @param {string} key  of the rung
 */
export async function showStep(key) {
  const ask = ++asked;
  try {
    const show = await prepareStep(key);
    if (ask === asked) show();
  } catch (error) {
    if (ask === asked) clear(reasonOf(error));
  }
}

/**
 * @param {string} key
 * @returns {Promise<() => void>}  shows the step
 */
async function prepareStep(key) {
  const { rungs } = climb;
  const at = rungs.findIndex((rung) => rung.key === key);
  const run = runOf(store.runs, rungs[at].recipe);
  const before = at > 0 ? runOf(store.runs, rungs[at - 1].recipe) : null;
  if (!run) return clear;
  const after = await inspect(keyOfRun(run.number));
  const earlier = before && (await inspect(keyOfRun(before.number)));
  const { fixed, broken } = compareReadings(earlier, after);
  const pictures = await Promise.all([fixed, broken].map((rows) => pictureDigits(rows, after)));
  return () => {
    shown = run.number;
    slotOf('step-sentence').show(describeStep(rungs, rungs[at], before !== null));
    slotOf('fixed-sentence').show(before ? countDigits(fixed.length, pictures[0].length, 'fixed') : '');
    slotOf('broken-sentence').show(countDigits(broken.length, pictures[1].length, before ? 'broken' : 'misread'));
    slotOf('fixed-digits').show(pictures[0]);
    slotOf('broken-digits').show(pictures[1]);
  };
}

function clear(sentence = NOTHING_YET) {
  shown = null;
  asked++;
  slotOf('step-sentence').show(sentence);
  for (const id of ['fixed-sentence', 'broken-sentence']) slotOf(id).show('');
  for (const id of ['fixed-digits', 'broken-digits']) slotOf(id).show([]);
}

for (const id of ['fixed-digits', 'broken-digits']) openWhenPressed(id, () => keyOfRun(shown ?? 0));
clear();
store.onChange(['runs'], () => {
  if (shown !== null && !store.run(shown)) clear();
});
