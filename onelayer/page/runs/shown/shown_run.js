/** The curves, the pictures, the log and the replay of the shown network. */

import { slotOf } from '../../dom/slots.js';
import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { epochsOf, numberInKey } from '../../store/things.js';
import { inspect } from '../test_digits/inspections.js';
import { curvesOf, METRICS } from './curves.js';
import { pictureEvidence, pictureLooks } from './looks.js';
import { shown } from './shown_network.js';
import { snapshots } from './snapshots.js';

/** @import { Ending } from '../../store/things.js' */

const weights = slotOf('weights');
let turn = 0; // of the latest network
/** @type {Ending | undefined} */
let ending; // of the run that is shown

/** Shows the shown network from now on. */
export function followShown() {
  snapshots.onMove((snapshot) => {
    if (snapshot) weights.show(pictureLooks(snapshot.looks));
  });
  shown.onChange(() => void show(shown.key));
  store.onChange(['runs'], () => {
    const run = store.run(numberInKey(shown.key));
    if (run && run.ending !== ending) void show(shown.key);
  });
}

/** @param {string} key */
async function show(key) {
  const mine = ++turn;
  const run = store.run(numberInKey(key));
  ending = run?.ending;
  for (const metric of METRICS) slotOf(metric).show(run && curvesOf(run, epochsOf(run.recipe), metric));
  slotOf('log').show(run?.log ?? '');
  const all = run ? await store.readSnapshots(run.number) : [];
  if (mine !== turn) return;
  snapshots.take(key, run, all);
  if (all.length) return;
  await reader.loaded; // it has no snapshots: it ships, or came from a file
  try {
    const { evidence } = await inspect(key);
    if (mine === turn) weights.show(pictureEvidence(evidence));
  } catch (error) {
    console.info('No pictures:', error);
    if (mine === turn) weights.show([]);
  }
}
