import assert from 'node:assert/strict';
import test from 'node:test';
import { formatDrawings, parseDrawings } from './drawing_lines.js';

const seven = {
  label: 7,
  writer: 'Zoë',
  strokes: [
    [
      [0.25, 0.2],
      [0.75, 0.2],
      [0.5, 0.85],
    ],
  ],
};
const one = {
  label: 1,
  writer: null,
  strokes: [
    [
      [0.5, 0.1],
      [0.5, 0.9],
    ],
  ],
};

test('what is written is read again, to four decimals', () => {
  const text = formatDrawings([seven, { ...one, strokes: [...one.strokes, [[1 / 3, 0.12345678]]] }]);
  assert.equal(text.split('\n').length, 3);
  assert.ok(!text.split('\n')[1].includes('writer'));
  const { drawings, problems } = parseDrawings(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(drawings[0], seven);
  assert.deepEqual(drawings[1].strokes[1], [[0.3333, 0.1235]]);
  assert.equal(formatDrawings([]), '');
});

test('a line of a drawing that is there gives that drawing, however it is written', () => {
  const spaced = JSON.stringify(one, null, 1).replaceAll('\n', '');
  const { drawings } = parseDrawings(`${formatDrawings([seven, one])}${spaced}`, [one]);
  assert.deepEqual(drawings, [seven, one, one]);
  assert.notEqual(drawings[0], seven);
  assert.equal(drawings[1], one);
  assert.equal(drawings[2], one);
});

test('strokes without points are left out', () => {
  assert.deepEqual(parseDrawings(JSON.stringify({ ...one, strokes: [[], ...one.strokes, []] })).drawings, [one]);
});

const WRONG = {
  'no JSON': '{not json',
  brackets: '['.repeat(100_000),
  nothing: 'null',
  'a number': '5',
  'a list': '[1, 2]',
  'no label': JSON.stringify({ strokes: one.strokes }),
  'a label too large': JSON.stringify({ ...one, label: 12 }),
  'a label that is none': JSON.stringify({ ...one, label: true }),
  'half a label': JSON.stringify({ ...one, label: 1.5 }),
  'a writer that is a number': JSON.stringify({ ...one, writer: 5 }),
  'a writer too long': JSON.stringify({ ...one, writer: 'x'.repeat(101) }),
  'half a letter': JSON.stringify({ ...one, writer: '\ud800' }),
  'no strokes': JSON.stringify({ label: 1 }),
  'strokes that are numbers': JSON.stringify({ label: 1, strokes: [1] }),
  'a point beside the pad': JSON.stringify({ label: 1, strokes: [[[0.5, 2]]] }),
  'a point of one number': JSON.stringify({ label: 1, strokes: [[[0.5]]] }),
  'a point of words': JSON.stringify({ label: 1, strokes: [[['a', 'b']]] }),
  'a number too large': '{"label": 1, "strokes": [[[1e999, 0.5], [0, 0]]]}',
  'a dot': JSON.stringify({ label: 1, strokes: [[[0.5, 0.5]]] }),
  'a dot that trembled': JSON.stringify({
    label: 1,
    strokes: [
      [
        [0.5, 0.5],
        [0.505, 0.5],
      ],
    ],
  }),
  'no ink': JSON.stringify({ label: 1, strokes: [] }),
  'too many strokes': JSON.stringify({ label: 1, strokes: new Array(501).fill(one.strokes[0]) }),
  'too many points': JSON.stringify({ label: 1, strokes: [new Array(20_001).fill([0.5, 0.5])] }),
};

for (const [name, line] of Object.entries(WRONG)) {
  test(`${name}: the line is skipped, and said`, () => {
    const { drawings, problems } = parseDrawings(`${formatDrawings([one])}\n${line}\n`);
    assert.deepEqual(drawings, [one]);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /^Line 3: (that is not|the) .+\.$/);
  });
}

test('what is wrong with a line is said', () => {
  const { problems } = parseDrawings(
    ['no JSON', 'nothing', 'a label too large', 'a writer too long', 'a dot'].map((name) => WRONG[name]).join('\n'),
  );
  assert.equal(problems[0], 'Line 1: that is not JSON.');
  assert.match(problems[1], /^Line 2: that is not a drawing\. Expected \{"label": 7, .+ at most 500 strokes/);
  assert.equal(problems[2], 'Line 3: the label must be a whole number from 0 to 9.');
  assert.equal(problems[3], 'Line 4: the writer must be a text of up to 100 characters.');
  assert.equal(problems[4], 'Line 5: the drawing has no more ink than a dot.');
});
