import assert from 'node:assert/strict';
import test from 'node:test';
import { ARTICLE, KNOWN, makeRun } from '../../../../tests/support/sample_runs.js';
import { makeRows } from './rows.js';

const OTHERS = [
  { key: 'upright', name: 'Upright, as it ships', accuracies: [0.9595, 0.9787, 0.9747] },
  { key: '', name: 'The article, as printed', accuracies: [0.8718, 0.9109, null] },
];
const rows = (...runs) => makeRows(runs, OTHERS, KNOWN);
const test95 = { loss: 0.2, accuracy: 0.95 };

test('the newest run is first, what was published last', () => {
  const all = rows(makeRun(1), makeRun(2));
  assert.deepEqual(
    all.map(({ key, name }) => [key, name]),
    [
      ['run-2', 'Run 2'],
      ['run-1', 'Run 1'],
      ['upright', 'Upright, as it ships'],
      ['', 'The article, as printed'],
    ],
  );
  const [{ about, time, training, validation, test: tested, own }] = all;
  assert.deepEqual(
    [about, time, training, validation, tested],
    ['The article’s', '0.50 s', '88.00 %', '91.00 %', '90.00 %'],
  );
  assert.deepEqual([own, all[3].own, all[3].test], [true, false, '–']);
});

test('what is not known is a dash', () => {
  const [row] = rows(makeRun(1, { test: null, validation: [], seconds: 0 }));
  assert.deepEqual([row.time, row.validation, row.test], ['', '–', '–']);
});

test('how a run was trained and how it ended is said', () => {
  const about = (changes) => rows(makeRun(1, changes))[0].about;
  const recipe = { ...ARTICLE, epochs: 3 };
  assert.equal(about({ recipe, drawings: 2 }), 'The article’s, changed: 3 epochs · 2 drawings of yours');
  assert.equal(about({ ending: 'stopped' }), 'The article’s · stopped');
  assert.equal(about({ ending: 'lost' }), 'The article’s · broken off');
  assert.equal(about({ ending: 'running' }), 'The article’s · in training');
  assert.equal(about({ ending: 'diverged' }), 'The article’s · diverged');
  const training = [
    [0.1, 2, 0.1],
    [1, 99, 0.1],
  ];
  assert.equal(about({ training, ending: 'stopped' }), 'The article’s · stopped · diverged');
});

test('what a file claims is marked, until it is measured', () => {
  const claimed = { training_accuracy: 0.98, test_accuracy: 0.995 };
  const file = { claimed, metrics: null, validation: [], seconds: 0, training: [] };
  const shown = (changes) => {
    const [{ about, training, validation, test: tested, best }] = rows(
      makeRun(1, { ...file, ...changes }),
      makeRun(2),
    ).slice(1);
    return [about, training, validation, tested, best];
  };
  assert.deepEqual(shown({ test: null }), [
    'The article’s · from a file',
    'claimed 98.00 %',
    '–',
    'claimed 99.50 %',
    false,
  ]);
  assert.deepEqual(shown({}), ['The article’s · from a file', 'claimed 98.00 %', '–', '90.00 %', true]);
  assert.equal(shown({ claimed: {}, isFromLink: true, test: null })[0], 'The article’s · from a link');
  assert.equal(
    rows(makeRun(1, { start: 'Upright', drawings: 2 }))[0].about,
    'The article’s · went on from Upright · 2 drawings of yours',
  );
});

test('the best of several runs is marked, the first of two that are as good', () => {
  const best = (...runs) =>
    rows(...runs)
      .filter((row) => row.best)
      .map(({ name }) => name);
  assert.deepEqual(best(makeRun(1)), []);
  assert.deepEqual(best(makeRun(1), makeRun(2)), ['Run 1']);
  assert.deepEqual(best(makeRun(1), makeRun(2), makeRun(3, { test: test95 })), ['Run 3']);
  assert.deepEqual(best(makeRun(1), makeRun(2), makeRun(3, { test: null })), ['Run 1']);
});
