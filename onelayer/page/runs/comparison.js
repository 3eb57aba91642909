/** Compares networks: the curves of runs in one plot, and the difference between what two networks look for. */

import { reader } from '../../ui/components/reader.js';
import { slotOf } from '../../ui/components/slots.js';
import { store } from '../store/store.js';
import { numberInKey } from '../store/things.js';
import { compared } from './compared.js';
import { compareCurves } from './curves.js';
import { inspect, networkWith } from './inspections.js';
import { pictureDifference } from './looks.js';

/** @import { Run } from '../store/things.js' */

const CHOOSE = 'Tick two to compare them: their curves, and the difference of what they look for.';
let turn = 0; // of the latest comparison
let shownFor = ''; // the keys and endings whose pictures are shown

/** Compares from now on what is chosen. */
export function followCompared() {
  compared.onChange(show);
  store.onChange((kind) => {
    if (kind === 'runs') show();
  });
  show();
}

function show() {
  compared.set(compared.keys.filter((key) => numberInKey(key) === null || store.run(numberInKey(key))));
  const { keys } = compared;
  const isEnough = keys.length > 1;
  const runs = keys.map((key) => store.run(numberInKey(key))).filter((run) => run !== null);
  slotOf('compare-sentence').show(isEnough ? describeComparison(keys, runs) : CHOOSE);
  slotOf('compare-loss').show(isEnough ? compareCurves(runs, 'loss') : null);
  slotOf('compare-accuracy').show(isEnough ? compareCurves(runs, 'accuracy') : null);
  const two = isEnough && runs.every(({ ending }) => ending !== 'running') ? keys.slice(0, 2) : [];
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
    if (mine === turn)
      pictures.show(pictureDifference(one.evidence, other.evidence, hasSameInputs(two), two.map(nameOf)));
  } catch (error) {
    console.info('No pictures:', error);
    if (mine === turn) shownFor = ''; // so that it is tried again
  }
}

/**
 * @param {readonly string[]} keys
 * @param {readonly Run[]} runs  those of them that are runs
 */
function describeComparison(keys, runs) {
  const [one, other] = keys.map(nameOf);
  const [form, otherForm] = keys.map((key) => networkWith(key).inputForm);
  const curves = runs.length ? `Curves of ${runs.map(({ name }) => name).join(', ')}. ` : '';
  const scale = hasSameInputs(keys) ? '' : `, each on its own scale: their inputs differ (${form}, ${otherForm})`;
  return `${curves}Pictures: what **${other}** looks for more (orange) or less (blue) than **${one}**${scale}.`;
}

/** @param {readonly string[]} keys */
function hasSameInputs([one, other]) {
  return networkWith(one).inputForm === networkWith(other).inputForm;
}

/** @param {string} key */
function nameOf(key) {
  return reader.nameOf(key);
}
