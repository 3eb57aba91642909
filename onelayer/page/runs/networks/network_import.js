/** Makes a run of a network that comes from elsewhere: in a file that is chosen or dropped on the page, or in a link. */

import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { formatPercent } from '../../reading/format.js';
import { cutName, store } from '../../store/store.js';
import { keyOfRun } from '../../store/things.js';
import { shown } from '../shown/shown_network.js';
import { describeSize, MOST_BYTES, NetworkFileError, readNetworkFile } from './network_file.js';

/** @import { Brought } from '../../address/link.js' */
/** @import { Network } from '../../reading/network.js' */
/** @import { Run } from '../../store/things.js' */
/** @import { Known } from '../training/recipes.js' */

/** @typedef {(sentence: string) => void} Say */

const ENDING = '.safetensors';
const EXPECTED = `Drop a network’s ${ENDING} file, as the Inside tab saves it. Nothing was changed.`;
const NO_NAME = 'From a file';
const NO_NAME_IN_LINK = 'From a link';
/** @type {Omit<Run, 'number' | 'name' | 'recipe' | 'network'>} */
const TRAINED_ELSEWHERE = {
  drawings: 0,
  batches: 0,
  batchesDone: 0,
  training: [],
  validation: [],
  seconds: 0,
  metrics: null,
  test: null,
  ending: 'trained',
  log: '',
};
/** @type {Promise<unknown>} */
let working = Promise.all([store.loaded, reader.loaded]);

/**
 * Takes a network when all before it are taken, so that none is taken twice.
 * @param {() => Promise<void>} take
 */
function inTurn(take) {
  const taken = working.then(take);
  working = taken;
  return taken;
}

/**
 * Takes a file: it becomes a run, which reads and is shown. A file that is no network changes nothing. Says what was done.
 * @param {File} file
 * @param {Known} known
 * @param {Say} say
 */
export function takeNetwork(file, known, say) {
  return inTurn(async () => {
    try {
      if (file.size > MOST_BYTES) throw new NetworkFileError(describeSize(file.size));
      const { network, claimed } = readNetworkFile(await file.arrayBuffer(), known);
      const same = findSame(network);
      if (same)
        return say(`${file.name} is the same network as ${reader.nameOf(same)}, which you have: nothing was added.`);
      const name = await add({
        ...TRAINED_ELSEWHERE,
        name: nameOfFile(file.name),
        recipe: network.recipe,
        network,
        claimed,
      });
      say(`${name} is one of your runs now, and reads.${describeClaim(claimed.test_accuracy)}`);
    } catch (error) {
      if (error instanceof NetworkFileError) say(`${file.name} ${error.message}. ${EXPECTED}`);
      else say(`${file.name} could not be read (${reasonOf(error)}). Choose it again.`);
    }
  });
}

/**
 * Takes the network that a link brings: it becomes a run, which reads and is shown. One that the visitor has already only
 * reads. Says what was done.
 * @param {Brought} brought
 * @param {Known} known
 * @param {Say} say
 */
export function takeFromLink({ network, name }, known, say) {
  return inTurn(async () => {
    const same = findSame(network);
    if (same) {
      store.set('reads', same);
      return say(`The network in this link is ${reader.nameOf(same)}, which you have: it reads now.`);
    }
    const recipe = { ...known.kilobyteOf, input_form: network.inputForm }; // how it was trained before, the link does not say
    const run = { name: cutName(name) || NO_NAME_IN_LINK, recipe, network: { ...network, recipe }, claimed: {} };
    const added = await add({ ...TRAINED_ELSEWHERE, ...run, isFromLink: true });
    say(`This link brings a network: ${added} is one of your runs now, and reads.`);
  });
}

/**
 * Adds a run, which reads then and is shown.
 * @param {Omit<Run, 'number'>} run
 * @returns {Promise<string>} its name
 */
async function add(run) {
  const { number, name } = await store.addRun(run);
  store.set('reads', keyOfRun(number));
  shown.show(keyOfRun(number));
  return name;
}

/** @param {number | undefined} accuracy  on the test digits */
function describeClaim(accuracy) {
  if (accuracy === undefined) return '';
  return ` Its file claims ${formatPercent(accuracy)} of the test digits: the table of runs in the Retrain tab measures it.`;
}

/**
 * The key of a run or of a network that ships with just these weights; null if there is none.
 * @param {Network} network
 */
function findSame({ kernel, bias, inputForm }) {
  const keys = [...reader.shipped, ...store.runs.map(({ number }) => keyOfRun(number))];
  const isSame = (/** @type {string} */ key) => {
    const other = reader.networks.get(key);
    const isEqual = (/** @type {ArrayLike<number>} */ one, /** @type {ArrayLike<number>} */ two) =>
      Array.prototype.every.call(one, (value, i) => value === two[i]);
    return other?.inputForm === inputForm && isEqual(bias, other.bias) && isEqual(kernel, other.kernel);
  };
  return keys.find(isSame) ?? null;
}

/** @param {string} fileName */
function nameOfFile(fileName) {
  const name = fileName.toLowerCase().endsWith(ENDING) ? fileName.slice(0, -ENDING.length) : fileName;
  return cutName(name) || NO_NAME;
}

/**
 * Takes networks that are dropped anywhere on the page. Other files go where they are dropped.
 * @param {Known} known
 * @param {Say} say
 */
export function takeDropped(known, say) {
  // A browser names the files only when they are dropped, and lets them be dropped only where dragover is prevented.
  document.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  document.addEventListener(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      const networks = files.filter(({ name }) => name.toLowerCase().endsWith(ENDING));
      if (!networks.length) return;
      event.preventDefault();
      event.stopPropagation(); // Gradio's upload of pictures would refuse it
      for (const file of networks) void takeNetwork(file, known, say);
    },
    { capture: true },
  );
}
