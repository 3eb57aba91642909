import assert from 'node:assert/strict';
import test from 'node:test';
import { makeRun } from '../../../../tests/support/sample_runs.js';
import { snapshots } from './snapshots.js';

globalThis.requestAnimationFrame = (work) => setTimeout(work);
const soon = () => new Promise((done) => setTimeout(done, 30));
const all = [1, 375, 3750].map((batches) => ({
  run: 1,
  batches,
  kernel: new Float32Array(7840).fill(batches),
  bias: new Float32Array(10),
  looks: new Int8Array(7840),
}));

test('the last snapshot of a run is shown first, and others when asked for', async () => {
  const seen = [];
  snapshots.onMove((snapshot) => seen.push(snapshot?.batches ?? null));
  snapshots.take('run-1', makeRun(1), all);
  assert.equal(snapshots.network?.kernel[0], 3750);
  assert.equal(snapshots.epoch, 5);
  await soon();
  snapshots.move(1);
  assert.equal(snapshots.epoch, 0.5);
  await soon();
  snapshots.take('upright', null, []);
  assert.deepEqual([snapshots.run, snapshots.network, snapshots.epoch], [null, null, null]);
  await soon();
  assert.deepEqual(seen, [3750, 375, null]);
});
