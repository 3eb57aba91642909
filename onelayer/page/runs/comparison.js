/** Compares networks: the curves of runs in one plot, and the difference between what two networks look for. */

import { slotOf } from '../dom/slots.js';
import { reader } from '../drawing/reader.js';
import { store } from '../store/store.js';
import { numberInKey } from '../store/things.js';
import { compared, describeComparison } from './compared.js';
import { compareCurves } from './curves.js';
import { inspect, networkWith } from './inspections.js';
import { pictureDifference } from './looks.js';

/** @import { ComparedNetwork } from './compared.js' */

const CHOOSE = 'Tick two to compare them: their curves, and the difference of what they look for.';
let turn = 0; // of the latest comparison
let shownFor = ''; // the two keys whose pictures are shown

/** Compares from now on what is chosen. */
export function followCompared() {
  compared.onChange(show);
  store.onChange(['runs'], show);
  show();
}

function show() {
  compared.set(compared.keys.filter((key) => numberInKey(key) === null || store.run(numberInKey(key))));
  const keys = compared.keys.length > 1 ? compared.keys : [];
  const runs = keys.map((key) => store.run(numberInKey(key))).filter((run) => run !== null);
  slotOf('compare-sentence').show(keys.length ? describeComparison(keys.map(networkOf)) : CHOOSE);
  slotOf('compare-loss').show(compareCurves(runs, 'loss'));
  slotOf('compare-accuracy').show(compareCurves(runs, 'accuracy'));
  const two = runs.every(({ ending }) => ending !== 'running') ? keys.slice(0, 2) : [];
  if (two.join() === shownFor) return;
  shownFor = two.join();
  showDifference(two);
}

/**
 * @param {readonly string[]} two  keys; empty for no pictures
 */
async function showDifference(two) {
  const mine = ++turn;
  const pictures = slotOf('compare-weights');
  pictures.show([]);
  if (!two.length) return;
  try {
    const [one, other] = await Promise.all(two.map(inspect));
    const networks = two.map(networkOf);
    if (mine === turn) pictures.show(pictureDifference(one.evidence, other.evidence, networks));
  } catch (error) {
    console.info('No pictures:', error);
    if (mine === turn) shownFor = ''; // so that it is tried again
  }
}

/**
 * @param {string} key
 * @returns {ComparedNetwork}
 */
function networkOf(key) {
  return { name: reader.nameOf(key), form: networkWith(key).inputForm, isRun: numberInKey(key) !== null };
}
