import assert from 'node:assert/strict';
import test from 'node:test';
import { makeRun } from '../../../../tests/support/sample_runs.js';
import { compareCurves, curvesOf } from '../shown/curves.js';
import { pictureDifference, pictureEvidence, pictureLooks, pictureScale } from '../shown/looks.js';
import { compared, describeComparison } from './compared.js';

test('networks are compared in the order in which they are chosen, four at most', () => {
  let changes = 0;
  compared.onChange(() => changes++);
  for (const key of ['run-2', 'run-1', 'upright', 'article']) assert.equal(compared.toggle(key), '');
  assert.match(compared.toggle('run-5'), /^4 are compared, which is the most\. Untick one to compare $/);
  assert.deepEqual(compared.keys, ['run-2', 'run-1', 'upright', 'article']);
  compared.toggle('run-1');
  compared.set(['run-2', 'upright', 'article']);
  assert.deepEqual(compared.keys, ['run-2', 'upright', 'article']);
  assert.equal(changes, 6);
});

test('what is compared is said', () => {
  const run = (name, form = 'raw') => ({ name, form, isRun: true });
  const shipped = { name: 'Upright', form: 'upright', isRun: false };
  assert.equal(
    describeComparison([run('Run 1'), run('Run 2')]),
    'Curves of Run 1, Run 2. Pictures: what **Run 2** looks for more (orange) or less (blue) than **Run 1**.',
  );
  assert.match(
    describeComparison([shipped, run('Run 1')]),
    /^Curves of Run 1\. .*their inputs differ \(upright, raw\)\.$/,
  );
  assert.match(describeComparison([shipped, shipped]), /^Pictures: /);
});

test('curves are those of validation, or of training without it', () => {
  const runs = [makeRun(1), makeRun(2, { validation: [], recipe: { ...makeRun(1).recipe, epochs: 9 } })];
  assert.deepEqual(compareCurves(runs, 'accuracy'), {
    epochs: 9,
    curves: [
      { name: 'Run 1', points: [[5, 0.91]] },
      {
        name: 'Run 2',
        points: [
          [0.5, 0.5],
          [5, 0.9],
        ],
      },
    ],
  });
  assert.equal(compareCurves([], 'loss'), null);
  const broken = makeRun(1, { training: [[1, null, 0.1]] });
  assert.deepEqual(curvesOf(broken, 5, 'loss').curves[0].points, []);
});

test('ten pictures are on one scale: the 99.5th percentile is in full colour', () => {
  const evidence = Float32Array.from({ length: 7840 }, (_, i) => i * (i % 2 ? 1 : -1));
  assert.ok(Math.abs(pictureScale(evidence) - 0.995 * 7839) < 1e-3);
  const pictures = pictureEvidence(evidence);
  assert.equal(pictures.length, 10);
  assert.ok(Math.abs(pictures[3].values[5] - evidence[3 * 784 + 5] / (0.995 * 7839)) < 1e-6);
  assert.match(pictures[3].text, /^Evidence for 3: most for it /);
  assert.equal(pictureLooks(new Int8Array(7840).fill(-127))[9].values[783], -1);
});

test('a difference is the second minus the first, each on its own scale where their inputs differ', () => {
  const [one, other] = [1, 3].map((factor) => new Float32Array(7840).fill(factor));
  const raw = { name: 'A', form: 'raw' };
  const [same] = pictureDifference(one, other, [raw, { name: 'B', form: 'raw' }]);
  assert.equal(same.values[0], 1);
  assert.match(same.text, /^Evidence for 0, B minus A/);
  assert.equal(pictureDifference(one, other, [raw, { name: 'B', form: 'upright' }])[0].values[0], 0);
});
