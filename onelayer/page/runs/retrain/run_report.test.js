import assert from 'node:assert/strict';
import test from 'node:test';
import { makeRun } from '../../../../tests/support/sample_runs.js';
import { formatAccuracy, formatEnd, formatProgress } from './run_report.js';

const REPORT = { epoch: 2, batch: 30, batches: 750, report: 10, reports: 40, seconds: 1.234 };
const WORK = { epochs: 5, images: 48_000, drawings: 0 };
const end = (ending, problem = '', run = makeRun(1), last = REPORT, work = WORK) =>
  formatEnd({ ending, problem, run, last }, work);

test('progress is said with the time left', () => {
  assert.equal(formatProgress(REPORT, 5, 2), 'Epoch 2 of 5 · batch 30 of 750 · 6.0 s left');
});

test('how a run ended is said', () => {
  assert.equal(end('trained'), 'Trained 5 epochs of 48,000 images in 1.23 s.');
  const on = makeRun(1, { start: 'Run 1' });
  assert.equal(end('trained', '', on), 'Trained 5 epochs of 48,000 images from the weights of Run 1 in 1.23 s.');
  const one = { epochs: 1, images: 800, drawings: 1 };
  assert.equal(
    end('trained', '', makeRun(1), REPORT, one),
    'Trained 1 epoch of 800 images and 1 drawing of yours in 1.23 s.',
  );
  assert.equal(end('stopped'), 'Stopped in epoch 2 after batch 30 of 750. What was learned is kept.');
  assert.equal(
    end('lost', 'The connection to the server was lost.'),
    'It broke off in epoch 2 after batch 30 of 750. The connection to the server was lost. What was learned is kept.',
  );
  assert.equal(end('diverged', 'Training diverged.'), 'Training diverged. What was learned before is kept.');
});

test('a run that never began has nothing to keep', () => {
  assert.equal(end('stopped', '', null, null), 'Stopped while it waited. Nothing was trained.');
  assert.equal(
    end('lost', 'Epochs must be a whole number.', null, null),
    'Not trained. Epochs must be a whole number.',
  );
});

test('a loss that ran away is said', () => {
  const training = [
    [0.1, 170, 0.1],
    [5, 512_000, 0.1],
  ];
  assert.match(
    end('trained', '', makeRun(1, { training })),
    /It diverged: its loss ended at 512 k, far above the 170 it/,
  );
});

test('what it reads is said beside the article’s number', () => {
  assert.equal(
    formatAccuracy(makeRun(1), 0.8875, 0.9109),
    'It reads 88.75 % of the 10,000 test digits and 91.00 % of its validation images; the article printed 91.09 % on its own.',
  );
  assert.equal(
    formatAccuracy(makeRun(1, { validation: [] }), 0.8875, 0.9109),
    'It reads 88.75 % of the 10,000 test digits; the article printed 91.09 % on its validation images.',
  );
});
