import assert from 'node:assert/strict';
import test from 'node:test';
import { ARTICLE } from '../../../../tests/support/sample_runs.js';
import { store } from '../../store/store.js';
import { Recorder } from './recorder.js';

const NETWORK = { kernel: new Float32Array(7840), bias: new Float32Array(10), inputForm: 'raw' };
const encode = (array) => Buffer.from(array.buffer).toString('base64');

/** A report of a run of 2 epochs of 10 batches; a snapshot has a network whose weights are all `batch`. */
function report(epoch, batch, isSnapshot = true) {
  return {
    epoch,
    batch,
    batches: 10,
    report: batch,
    reports: 20,
    training: [2 / batch, 0.5],
    recent: [1 / batch, 0.6],
    validation: batch === 10 ? [0.4, 0.9] : null,
    seconds: batch / 10,
    finished: false,
    network: isSnapshot ? encode(new Float32Array(7850).fill(batch)) : null,
    looks: isSnapshot ? encode(new Int8Array(7840).fill(batch)) : null,
  };
}

const record = (reports, options = {}) => {
  const recorder = new Recorder({ ...ARTICLE, epochs: 2 }, options);
  for (const each of reports) recorder.add(each);
  return recorder;
};

test('reports become a run, with each snapshot, also those that came before it had a number', async () => {
  const seen = [];
  const onReport = (each, soFar) => seen.push([each.batch, soFar.training.length]);
  const recorder = record([report(1, 1), report(1, 2), report(1, 10)], { onReport });
  await recorder.adding;
  recorder.add(report(2, 5, false));
  const run = await recorder.finish('trained');
  assert.equal(run.name, `Run ${run.number}`);
  assert.equal(run.ending, 'trained');
  assert.deepEqual(run.training.at(-1), [1.5, 0.2, 0.6]);
  assert.deepEqual(run.validation, [[1, 0.4, 0.9]]);
  assert.deepEqual(run.metrics, { loss: 0.4, accuracy: 0.5 });
  assert.equal(run.batchesDone, 15);
  assert.equal(run.network.kernel[0], 10);
  assert.equal(
    run.log,
    'Epoch 1/2 · 10/10 · accuracy: 0.5000 · loss: 0.2000 · val_accuracy: 0.9000 · val_loss: 0.4000\n' +
      'Epoch 2/2 · 5/10 · accuracy: 0.5000 · loss: 0.4000',
  );
  const snapshots = await store.readSnapshots(run.number);
  assert.deepEqual(
    snapshots.map(({ batches, bias, looks }) => [batches, bias[0], looks[0]]),
    [
      [1, 1, 1],
      [2, 2, 2],
      [10, 10, 10],
    ],
  );
  assert.deepEqual(seen, [
    [1, 1],
    [2, 2],
    [10, 3],
    [5, 4],
  ]);
});

test('a run is in training until it has ended', async () => {
  const recorder = record([report(1, 1)]);
  const { number } = await recorder.adding;
  assert.equal(store.run(number).ending, 'running');
  assert.equal((await recorder.finish('stopped')).ending, 'stopped');
});

test('a run says from which network it went on', async () => {
  const recorder = record([report(1, 1)], { start: { name: 'Upright', network: NETWORK } });
  await recorder.adding;
  assert.equal((await recorder.finish('trained')).start, 'Upright');
});

test('without a snapshot there is no run, and a deleted one does not come back', async () => {
  assert.equal(await record([]).finish('lost'), null);
  assert.equal(await record([report(1, 1)], { isKept: false }).finish('trained'), null);
  const recorder = record([report(1, 1)]);
  await store.deleteRun((await recorder.adding).number);
  recorder.add(report(1, 2));
  assert.equal(await recorder.finish('trained'), null);
});
