import assert from 'node:assert/strict';
import test from 'node:test';
import { KNOWN, UPRIGHT } from '../../../../tests/support/sample_runs.js';
import { reader } from '../../drawing/reader.js';
import { formatNetwork } from '../../reading/network.js';
import { LONGEST_NAME, store } from '../../store/store.js';
import { keyOfRun } from '../../store/things.js';
import { takeFromLink, takeNetwork } from './network_import.js';

console.info = () => {};
globalThis.requestAnimationFrame = () => 0;
reader.isLoaded();
store.onChange(['runs'], () => {
  for (const { number, network } of store.runs) reader.add(keyOfRun(number), network);
});

/** A network all of whose weights are a number. */
const networkOf = (weight, inputForm = 'upright') => ({
  kernel: new Float32Array(7840).fill(weight),
  bias: new Float32Array(10).fill(weight),
  inputForm,
  recipe: { ...UPRIGHT, input_form: inputForm },
});
const fileOf = (weight, name, inputForm = 'upright') =>
  new File([formatNetwork(networkOf(weight, inputForm), { test_accuracy: 0.975 })], name);

/** Takes a file, and returns what was said first. */
async function take(file) {
  const said = [];
  await takeNetwork(file, KNOWN, (sentence) => said.push(sentence));
  return said[0];
}

test('a file becomes a run, which is called like the file and reads; what it claims is marked', async () => {
  assert.match(
    await take(fileOf(1, 'mine.safetensors')),
    /^mine is one of your runs now, and reads\..*claims 97\.50 % of the test digits: the table/,
  );
  const [run] = store.runs;
  assert.deepEqual([run.name, run.claimed, run.test], ['mine', { test_accuracy: 0.975 }, null]);
  assert.equal(store.reads, keyOfRun(run.number));
});

test('names are unused, not too long and never empty', async () => {
  for (const name of ['mine.SAFETENSORS', `${'long '.repeat(20)}.safetensors`, ' .safetensors', '<b>.safetensors']) {
    await take(fileOf(store.runs.length + 1, name));
  }
  const names = store.runs.slice(-4).map(({ name }) => name);
  assert.deepEqual([names[0], names[2], names[3]], ['mine (2)', 'From a file', '<b>']);
  assert.ok(names[1].length <= LONGEST_NAME);
});

test('the same weights are no second run, also where both files come at once; other inputs are another network', async () => {
  const before = store.runs.length;
  const said = await take(fileOf(1, 'again.safetensors'));
  assert.match(said, /^again\.safetensors is the same network as .*, which you have: nothing was added\.$/);
  await Promise.all([take(fileOf(50, 'a.safetensors')), take(fileOf(50, 'b.safetensors'))]);
  assert.equal(store.runs.length, before + 1);
  await take(fileOf(1, 'raw.safetensors', 'raw'));
  assert.equal(store.runs.length, before + 2);
});

/** Takes a network as a link brings it, and returns what was said. */
async function takeBrought(weight, name, inputForm = 'directions') {
  const { recipe, ...network } = networkOf(weight, inputForm);
  const said = [];
  await takeFromLink({ network, name }, KNOWN, (sentence) => said.push(sentence));
  return said[0];
}

test('a network in a link becomes a run from a link, which reads, and is added once', async () => {
  const before = store.runs.length;
  assert.equal(
    await takeBrought(7, 'Ada’s  hand, the one\n with the crossed sevens'),
    'This link brings a network: Ada’s hand, the one with is one of your runs now, and reads.',
  );
  const run = store.runs.at(-1);
  assert.deepEqual([run.isFromLink, run.claimed, run.test], [true, {}, null]);
  assert.deepEqual([run.recipe.bits, run.recipe.input_form, run.network.inputForm], [1, 'directions', 'directions']);
  assert.equal(store.reads, keyOfRun(run.number));

  store.set('reads', '');
  assert.match(
    await takeBrought(7, 'Another name'),
    /^The network in this link is .*, which you have: it reads now\.$/,
  );
  assert.equal(store.reads, keyOfRun(run.number));
  assert.equal(store.runs.length, before + 1);
  await Promise.all([takeBrought(8, ''), takeBrought(8, '')]);
  assert.equal(store.runs.length, before + 2);
  assert.equal(store.runs.at(-1).name, 'From a link');
});

test('a wrong file changes nothing, and one sentence says what it is and what is expected', async () => {
  const before = [store.runs, store.reads];
  const wrong = [
    [new File(['hello'], 'x.safetensors'), 'x.safetensors is no safetensors file. '],
    [
      new File([new Uint8Array(10_000_000)], 'big.safetensors'),
      'big.safetensors has 10,000,000 bytes, and a network at most 75,000. ',
    ],
    [fileOf(Number.NaN, 'nan.safetensors'), 'nan.safetensors has weights that are no finite numbers. '],
  ];
  const expected = 'Drop a network’s .safetensors file, as the Inside tab saves it. Nothing was changed.';
  for (const [file, sentence] of wrong) assert.equal(await take(file), sentence + expected);
  const gone = { name: 'gone.safetensors', size: 5, arrayBuffer: () => Promise.reject(new Error('it is gone')) };
  assert.equal(await take(gone), 'gone.safetensors could not be read (it is gone). Choose it again.');
  assert.deepEqual([store.runs, store.reads], before);
});
