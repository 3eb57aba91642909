import assert from 'node:assert/strict';
import test from 'node:test';
import { ARTICLE, makeRun } from '../../../../tests/support/sample_runs.js';
import { reader } from '../../drawing/reader.js';
import { hearSetting, valuesToShow } from '../../store/settings.js';
import { store } from '../../store/store.js';
import { keyOfRun } from '../../store/things.js';
import { firstWeights } from './first_weights.js';

console.info = () => {};
globalThis.requestAnimationFrame = () => 0;

/** Adds a run, as the choice of networks does, and returns its key. */
async function addRun(inputForm) {
  const { number: _, ...run } = makeRun(0, { name: '', network: { ...makeRun(0).network, inputForm } });
  const { number, name, network } = await store.addRun(run);
  reader.add(keyOfRun(number), network);
  reader.set({ choices: [...reader.choices, { key: keyOfRun(number), name }] });
  return keyOfRun(number);
}

/** The settings as their components show them next, with what the visitor changes. */
const show = (changes = {}) => {
  const wanted = valuesToShow(ARTICLE);
  for (const [name, value] of Object.entries(changes)) hearSetting(name, value, ARTICLE);
  return Object.fromEntries(Object.keys(ARTICLE).map((name, at) => [name, wanted[at]]));
};

test('weights are random until a network is chosen, whose input form goes into the settings', async () => {
  assert.equal(firstWeights.start, null);
  const key = await addRun('upright');
  firstWeights.choose(key);
  hearSetting('epochs', 3, ARTICLE); // before the input form is shown
  assert.equal(firstWeights.key, key);
  assert.equal(show().input_form, 'upright');
  assert.deepEqual(firstWeights.start, { name: 'Run 1', network: reader.networks.get(key) });
  assert.match(firstWeights.note, /^Train goes on from the weights of Run 1, and so its inputs are upright pixels\.$/);
  show({ input_form: 'upright', epochs: 2 });
  assert.equal(firstWeights.key, key);
});

test('other inputs mean random weights again, and that is said', async () => {
  show({ input_form: 'scaled' });
  assert.equal(firstWeights.start, null);
  assert.equal(firstWeights.note, 'Random weights again: those of Run 1 are for upright pixels.');
});

test('a network that is gone is no start', async () => {
  const key = await addRun('raw');
  firstWeights.choose(key);
  await store.deleteRun(store.runs.at(-1).number);
  assert.deepEqual([firstWeights.start, firstWeights.note], [null, 'Random weights again: Run 2 is gone.']);
});

test('random weights can be chosen again', async () => {
  const key = await addRun('raw');
  firstWeights.choose(key);
  firstWeights.choose('');
  assert.deepEqual([firstWeights.start, firstWeights.note], [null, '']);
});
