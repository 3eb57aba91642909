/** Opens a rung in the Retrain tab: its recipe in the settings; its run, if any, shown and beside that of the rung before. */

import { goTo } from '../../address/address.js';
import { showSettings } from '../../store/settings.js';
import { store } from '../../store/store.js';
import { keyOfRun } from '../../store/things.js';
import { firstWeights } from '../retrain/first_weights.js';
import { shown } from '../shown/shown_network.js';
import { compared } from '../table/compared.js';
import { climb } from './climb.js';
import { runOf } from './rungs.js';

/**
 * @param {string} key  of the rung
 */
export function openRung(key) {
  const chosen = climb.rungs.findIndex((rung) => rung.key === key);
  const { recipe } = climb.rungs[chosen];
  firstWeights.choose('');
  showSettings({ recipe: key, ...recipe });
  const runs = climb.rungs.slice(Math.max(0, chosen - 1), chosen + 1).map(({ recipe }) => runOf(store.runs, recipe));
  const run = runs.at(-1);
  if (run) {
    shown.show(keyOfRun(run.number));
    compared.set(runs.flatMap((each) => (each ? [keyOfRun(each.number)] : [])));
  }
  goTo('retrain');
}
