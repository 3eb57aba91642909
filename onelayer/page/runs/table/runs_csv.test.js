import assert from 'node:assert/strict';
import test from 'node:test';
import { ARTICLE, KNOWN, makeRun, UPRIGHT } from '../../../../tests/support/sample_runs.js';
import { formatRunsCsv } from './runs_csv.js';

/** Values by column, of a file without quotes. */
function readBack(text) {
  const [columns, ...lines] = text
    .slice(1)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(columns.map((column, i) => [column, line[i]])));
}

test('a run has its settings and what was measured', () => {
  const recipe = { ...UPRIGHT, learning_rate: 0.00001, seed: 2_147_483_647 };
  const [line] = readBack(formatRunsCsv([makeRun(1, { recipe, seconds: 1.234 })], KNOWN));
  assert.deepEqual(line, {
    name: 'Run 1',
    epochs: '30',
    batch_size: '1024',
    learning_rate: '0.00001',
    decay: 'no',
    optimizer: 'adam',
    input_form: 'upright',
    examples: '60000',
    validation_split: '0.05',
    styles: '80',
    variations: '0',
    captchas: '0',
    calibrate: 'yes',
    bits: '32',
    sparsity: '0',
    rounding_epochs: '6',
    seed: '2147483647',
    training_images: String(57_000 + 80 * KNOWN.ways),
    drawings: '0',
    went_on_from: '',
    brought_in: '',
    seconds: '1.23',
    training_accuracy: '0.8800',
    training_loss: '0.4000',
    validation_accuracy: '0.9100',
    validation_loss: '0.3500',
    test_accuracy: '0.9000',
    test_loss: '0.3000',
    stopped: 'no',
    diverged: 'no',
  });
});

test('what was not measured is empty, and what ended early or diverged is said', () => {
  const metrics = { loss: null, accuracy: 0.1 };
  const runs = [
    makeRun(1, { validation: [], test: null, metrics, ending: 'lost' }),
    makeRun(2, { ending: 'diverged' }),
  ];
  const [lost, diverged] = readBack(formatRunsCsv(runs, KNOWN));
  assert.deepEqual([lost.validation_accuracy, lost.test_loss, lost.training_loss], ['', '', '']);
  assert.deepEqual([lost.stopped, lost.diverged, diverged.stopped, diverged.diverged], ['yes', 'no', 'no', 'yes']);
});

test('where a run began, and in what it came, is said; what a file claims is not known', () => {
  const file = { claimed: { test_accuracy: 0.99 }, metrics: null, test: null, validation: [], seconds: 0 };
  const runs = [makeRun(1, { start: '=2+3' }), makeRun(2, file), makeRun(3, { ...file, isFromLink: true })];
  const [own, brought, linked] = readBack(formatRunsCsv(runs, KNOWN));
  assert.deepEqual([own.went_on_from, own.brought_in], ["'=2+3", '']);
  const { went_on_from, brought_in, seconds, test_accuracy } = brought;
  assert.deepEqual([went_on_from, brought_in, seconds, test_accuracy], ['', 'file', '', '']);
  assert.equal(linked.brought_in, 'link');
});

test('wild names begin no formula, and are quoted', () => {
  const first = (name) => formatRunsCsv([makeRun(1, { name })], KNOWN).split('\r\n')[1];
  for (const name of ['=1+1', '@SUM(A1)', '+41', '-2', '\t=1', '  =1', '＝1']) {
    assert.ok(first(name).startsWith(`'${name},5,`), name);
  }
  assert.ok(first('a "b", c').startsWith('"a ""b"", c",5,'));
  assert.ok(formatRunsCsv([makeRun(1, { name: 'two\r\nlines' })], KNOWN).includes('"two\r\nlines",5,'));
  for (const name of ['“Ü” 7️⃣', ';|', "'"]) assert.ok(first(name).startsWith(`${name},5,`), name);
});

test('every setting is a column; lines end as the standard has it', () => {
  const text = formatRunsCsv([makeRun(1), makeRun(2)], KNOWN);
  assert.ok(text.startsWith('\ufeffname,'));
  assert.ok(Object.keys(ARTICLE).every((name) => text.split('\r\n')[0].split(',').includes(name)));
  assert.equal(text.match(/\r\n/g)?.length, 3);
  assert.equal(readBack(formatRunsCsv([], KNOWN)).length, 0);
});
