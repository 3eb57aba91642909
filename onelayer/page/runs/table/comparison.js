/** Compares networks: the curves of runs in one plot, and the difference between what two networks look for. */

import { slotOf } from '../../dom/slots.js';
import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { numberInKey } from '../../store/things.js';
import { compareCurves, METRICS } from '../shown/curves.js';
import { pictureDifference } from '../shown/looks.js';
import { inspect, networkWith } from '../test_digits/inspections.js';
import { compared, describeComparison } from './compared.js';

/** @import { ComparedNetwork } from './compared.js' */

const CHOOSE = 'Tick two to compare them: their curves, and the difference of what they look for.';
let shownFor = ''; // the two keys whose pictures are shown, or asked for

/** Compares from now on what is chosen. */
export function followCompared() {
  compared.onChange(show);
  store.onChange(['runs'], show);
}

function show() {
  compared.set(compared.keys.filter((key) => numberInKey(key) === null || store.run(numberInKey(key))));
  const keys = compared.keys.length > 1 ? compared.keys : [];
  const runs = keys.map((key) => store.run(numberInKey(key))).filter((run) => run !== null);
  slotOf('compare-sentence').show(keys.length ? describeComparison(keys.map(networkOf)) : CHOOSE);
  for (const metric of METRICS) slotOf(`compare-${metric}`).show(compareCurves(runs, metric));
  const two = runs.every(({ ending }) => ending !== 'running') ? keys.slice(0, 2) : [];
  if (two.join() !== shownFor) void showDifference(two);
}

/** @param {readonly string[]} two  keys; empty for no pictures */
async function showDifference(two) {
  const pictures = slotOf('compare-weights');
  pictures.show([]);
  const mine = two.join();
  shownFor = mine;
  if (!two.length) return;
  try {
    const [one, other] = await Promise.all(two.map(inspect));
    if (mine === shownFor) pictures.show(pictureDifference(one.evidence, other.evidence, two.map(networkOf)));
  } catch (error) {
    console.info('No pictures:', error);
    if (mine === shownFor) shownFor = ''; // so that it is tried again
  }
}

/**
 * @param {string} key
 * @returns {ComparedNetwork}
 */
function networkOf(key) {
  return { name: reader.nameOf(key), form: networkWith(key).inputForm, isRun: numberInKey(key) !== null };
}
