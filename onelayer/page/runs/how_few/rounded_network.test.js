import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { makeRun, UPRIGHT } from '../../../../tests/support/sample_runs.js';
import { reader } from '../../drawing/reader.js';
import { BITS } from '../../reading/rounding.js';
import { store } from '../../store/store.js';
import { RoundedNetwork } from './rounded_network.js';

console.info = () => {};
globalThis.requestAnimationFrame = queueMicrotask;
mock.timers.enable({ apis: ['setTimeout'] });

const kernel = Float32Array.from({ length: 7840 }, (_, i) => Math.sin(12.9898 * i) ** 3);
const makeNetwork = (recipe = UPRIGHT) => ({ kernel, bias: new Float32Array(10), inputForm: 'upright', recipe });
const settle = () => new Promise(setImmediate);

/** Stands for the server: what was asked, and the answers, which are held until `answer`. */
class Server {
  asked = [];
  answers = [];

  measure = async (_key, _network, { bits, sparsity }) => {
    this.asked.push(`${bits} ${sparsity}`);
    await new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
    return 1 - 0.1 / bits;
  };

  /** Lets the oldest question be answered, or refused. */
  async answer(error = null) {
    const { resolve, reject } = this.answers.shift();
    if (error) reject(error);
    else resolve();
    await settle();
  }
}

let server = new Server();
const howFew = new RoundedNetwork(server.measure);

/** Lets a network read, with nothing measured, and a new server. */
async function letRead(key, network) {
  howFew.watch(false);
  while (server.answers.length) await server.answer(); // what an earlier test has asked
  server = new Server();
  howFew.measure = server.measure;
  reader.add(key, network);
  reader.set({ key });
  await settle();
  return server;
}

test('a network is shown as it is until bits or zeros are chosen', async () => {
  const network = makeNetwork();
  await letRead('one', network);
  assert.equal(howFew.shown, network);
  assert.ok(howFew.isAsTrained);
  howFew.choose({ bits: 1 });
  assert.notEqual(howFew.shown, network);
  assert.equal(new Set(howFew.shown.kernel.subarray(0, 784).map(Math.abs)).size, 1);
  assert.equal(howFew.shown, howFew.shown, 'it is rounded once');
  howFew.choose({ sparsity: 0.9 });
  assert.deepEqual(howFew.rounding, { bits: 1, sparsity: 0.9 });
  assert.equal(howFew.shown.kernel.filter((weight) => weight === 0).length, 7056);
});

test('a rounded network begins at its own bits and zeros', async () => {
  const network = makeNetwork({ ...UPRIGHT, bits: 2, sparsity: 0.5 });
  await letRead('rounded', network);
  assert.deepEqual(howFew.rounding, { bits: 2, sparsity: 0.5 });
  assert.equal(howFew.shown, network);
});

test('nothing is asked while it is out of view or a slider moves; then one thing after another, the chosen one first', async () => {
  await letRead('two', makeNetwork());
  howFew.choose({ bits: 3, sparsity: 0.25 });
  howFew.watch(true);
  await settle();
  assert.deepEqual(server.asked, []);
  mock.timers.tick(99);
  howFew.choose({ bits: 2 });
  mock.timers.tick(99);
  assert.deepEqual(server.asked, []);
  mock.timers.tick(1);
  assert.deepEqual(server.asked, ['2 0.25']);
  assert.equal(howFew.accuracy, null);
  await server.answer();
  assert.equal(howFew.accuracy, 0.95);
  assert.deepEqual(server.asked, ['2 0.25', '1 0']);
  howFew.choose({ sparsity: 0 });
  assert.equal(howFew.accuracy, null, 'nothing of another rounding is left');
  mock.timers.tick(100);
  await server.answer();
  assert.deepEqual(server.asked.at(-1), '2 0', 'before what the curve lacks');
  for (let i = 0; i < 5; i++) await server.answer();
  assert.deepEqual(
    howFew.points.map(({ bits }) => bits),
    BITS,
  );
  assert.equal(server.answers.length, 0);
  assert.equal(server.asked.length, new Set(server.asked).size, 'nothing is asked twice');
});

test('a refusal is said, and asked again after the next move', async () => {
  await letRead('three', makeNetwork());
  howFew.watch(true);
  await server.answer(new Error('The server failed.'));
  assert.equal(howFew.problem, 'The server failed.');
  assert.equal(server.answers.length, 0);
  howFew.choose({ bits: 8 });
  assert.equal(howFew.problem, '');
  mock.timers.tick(100);
  assert.deepEqual(server.asked, ['32 0', '8 0']);
  await server.answer();
});

test('an answer for a network that no longer reads shows nothing', async () => {
  const first = await letRead('four', makeNetwork());
  howFew.watch(true);
  assert.deepEqual(first.asked, ['32 0']);
  reader.add('five', makeNetwork());
  reader.set({ key: 'five' });
  await settle();
  await first.answer();
  assert.equal(howFew.accuracy, null);
  assert.deepEqual(first.asked, ['32 0', '32 0']);
});

test('a run that was trained on is shown at its bits, until a slider moves, and is a point until it is deleted', async () => {
  const network = makeNetwork();
  await letRead('six', network);
  const recipe = { ...UPRIGHT, bits: 1, sparsity: 0 };
  const trained = makeNetwork(recipe);
  const { number: _, ...record } = makeRun(0, { network: trained, recipe, test: { loss: 0.1, accuracy: 0.99 } });
  const run = await store.addRun(record);
  howFew.choose({ bits: 1 });
  const rounding = { bits: 1, sparsity: 0 };
  const live = makeNetwork(recipe);
  howFew.setLive({ of: network, rounding, network: live, error: 0.05 });
  assert.equal(howFew.shown, live);
  howFew.choose({ bits: 2 });
  assert.equal(howFew.liveHere, null);
  howFew.choose({ bits: 1 });
  howFew.setLive(null);
  howFew.addTrained(network, rounding, run.number);
  assert.equal(howFew.shown, trained);
  howFew.show(false);
  assert.equal(howFew.shown, howFew.rounded);
  howFew.choose({ bits: 2 });
  assert.equal(howFew.trained, null);
  howFew.choose({ bits: 1 });
  assert.equal(howFew.shown, howFew.rounded);
  assert.equal(howFew.trained, store.run(run.number));
  assert.deepEqual(howFew.trainedPoints, [{ bits: 1, sparsity: 0, error: 1 - 0.99, before: null }]);
  await store.deleteRun(run.number);
  assert.deepEqual([howFew.trained, howFew.trainedPoints], [null, []]);
});
