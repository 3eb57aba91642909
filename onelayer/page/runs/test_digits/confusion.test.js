import assert from 'node:assert/strict';
import test from 'node:test';
import {
  countConfusions,
  describeCell,
  describeMatrix,
  findMembers,
  findWorstMistakes,
  makeMatrixGrid,
} from './confusion.js';

const READINGS = { labels: Uint8Array.of(4, 4, 4, 9, 9), predicted: Uint8Array.of(9, 4, 9, 9, 1) };

test('labels stand in rows, predicted digits in columns', () => {
  const counts = countConfusions(READINGS);
  assert.equal(counts[4][9], 2);
  assert.equal(counts[4][4], 1);
  assert.equal(counts[9][1], 1);
  assert.equal(
    counts.flat().reduce((sum, count) => sum + count),
    5,
  );
  assert.match(describeMatrix('Run 1', counts), /^\*\*Run 1\*\* reads 2 right and 3 wrong;/);
});

test('a grid shades the right ones by their fraction and the wrong ones by the most frequent', () => {
  const { columns, cells } = makeMatrixGrid(countConfusions(READINGS));
  assert.equal(columns.at(-1), '%');
  assert.deepEqual(cells[4][9], { text: '2', fraction: 0.9, words: '4 read as 9: 2', kind: 'wrong' });
  assert.deepEqual(cells[4][4], { text: '1', fraction: 0.3, words: '4 read as 4: 1', kind: 'right' });
  assert.equal(cells[4][10].text, '33.3');
  assert.equal(cells[0][0].text, '');
  assert.equal(cells[0][10].text, '0.0'); // there is none
});

test('a cell has the rows of its digits, the last column all that are read wrong', () => {
  assert.deepEqual(findMembers(READINGS, 4, 9), [0, 2]);
  assert.deepEqual(findMembers(READINGS, 9, 10), [4]);
  assert.deepEqual(findMembers(READINGS, 0, 0), []);
});

test('a cell is described', () => {
  assert.equal(describeCell(4, 9, 1, 20), '4, read as 9: **1** digit.');
  assert.equal(describeCell(4, 10, 1234, 20), '4, read as anything else: **1,234** of them, 20 shown.');
});

test('the worst mistakes are misread, those with the largest loss first', () => {
  const inspection = {
    labels: Uint8Array.of(3, 5, 5, 5),
    predicted: Uint8Array.of(3, 3, 3, 4),
    loss: Float32Array.of(9, 2, 5, 1),
  };
  assert.deepEqual(findWorstMistakes(inspection), [2, 1, 3]);
});
