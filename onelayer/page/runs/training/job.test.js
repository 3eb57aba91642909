import assert from 'node:assert/strict';
import test from 'node:test';
import { slotOf } from '../../dom/slots.js';
import { Job } from './job.js';

test('a job runs once at a time, and its line stays when it has ended', async () => {
  const job = new Job('bar');
  let times = 0;
  const work = async (signal) => {
    times++;
    job.say('Half', 0.5);
    assert.deepEqual(slotOf('bar').value, { sentence: 'Half', fraction: 0.5, isRunning: true });
    await new Promise((stopped) => signal.addEventListener('abort', stopped));
    job.say('Stopped.');
  };
  const first = job.run(work);
  await job.run(work);
  job.tellWait({ place: 1, seconds: 7 }, 'Soon: '); // not told: the job ends before
  slotOf('bar').press('stop');
  await first;
  assert.equal(times, 1);
  assert.deepEqual(slotOf('bar').value, { sentence: 'Stopped.', fraction: 0, isRunning: false });
});

test('a wait is told when it lasts', async () => {
  const job = new Job('waits');
  const told = new Promise((done) => slotOf('waits').onShow((state) => state && done(state.sentence)));
  job.tellWait({ place: 2, seconds: null }, '0 of 24 · ');
  assert.equal(await told, '0 of 24 · 2nd in line.');
});
