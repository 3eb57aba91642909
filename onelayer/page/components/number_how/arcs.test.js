import assert from 'node:assert/strict';
import test from 'node:test';
import { ABOVE, bowAt, lineOf, placeArcs } from './arcs.js';

/** An arc over ink from `left` to `right`. */
function arc(start, end, left, right, { isChosen = false, probability = 0.5, top = 0.2 } = {}) {
  return {
    arc: { start, end, box: { left, top, right, bottom: 0.8 } },
    choices: [{ digit: 1, score: 0, probability, contributions: {} }],
    isChosen,
    lostBy: null,
  };
}

const ONE = arc(0, 1, 0.2, 0.5, { isChosen: true });
const TWO = arc(1, 2, 0.7, 0.7, { isChosen: true });
const BOTH = arc(0, 2, 0.2, 0.7, { probability: 0.01 });

test('arcs stand on one line over the ink, wider ones rise higher, and none leaves the picture', () => {
  const bows = placeArcs([BOTH, TWO, ONE]);
  assert.deepEqual(
    bows.map(({ considered }) => considered),
    [ONE, BOTH, TWO],
  );
  assert.deepEqual(new Set(bows.map(({ foot }) => foot)).size, 1);
  assert.ok(bows[0].foot < 0.2);
  assert.ok(bows[1].rise > bows[0].rise);
  assert.ok(bows[2].right - bows[2].left > 0.05, 'also a line, as a 1 is, has an arc');
  const [high] = placeArcs([arc(0, 1, 0, 2.5, { isChosen: true, top: 0 })]);
  assert.ok(high.foot - high.rise > -ABOVE, 'with room for its label');
});

test('of many arcs that were not chosen, the likeliest are shown', () => {
  const others = Array.from({ length: 50 }, (_, i) => arc(0, 1, 0.2, 0.5, { probability: 0.001 / (i + 1) }));
  const bows = placeArcs([...others, BOTH, ONE]);
  assert.ok(bows.some(({ considered }) => considered === ONE));
  assert.ok(bows.some(({ considered }) => considered === others[0]));
  assert.ok(!bows.some(({ considered }) => considered === others[49]));
});

test('a place on an arc is the arc’s; one in the ink belongs to the chosen arc over it', () => {
  const bows = placeArcs([ONE, TWO, BOTH]);
  const [one, both, two] = bows;
  const top = (bow) => /** @type {[number, number]} */ ([(bow.left + bow.right) / 2, bow.foot - bow.rise]);
  for (const bow of bows) assert.equal(bowAt(bows, top(bow), 0.03), bow);
  assert.equal(bowAt(bows, [0.35, 0.6], 0.03), one);
  assert.equal(bowAt(bows, [0.7, 0.6], 0.03), two);
  assert.equal(bowAt(bows, [2, 0.6], 0.03), null);
  assert.equal(bowAt(bows, [both.left, -0.4], 0.03), null);
  assert.equal(bowAt([], [0.5, 0.5], 0.03), null);
});

test('the line of an arc is half an ellipse', () => {
  assert.equal(lineOf({ considered: ONE, left: 1, right: 2, foot: 0.5, rise: 0.25 }), 'M1 0.5A0.5 0.25 0 0 1 2 0.5');
});
