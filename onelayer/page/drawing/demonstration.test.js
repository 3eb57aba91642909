import assert from 'node:assert/strict';
import test from 'node:test';
import { demonstrate, firstPoints } from './demonstration.js';
import { isEmpty } from './ink.js';
import { Pad } from './pads.js';

const STROKES = [
  [
    [0.1, 0.1],
    [0.2, 0.2],
    [0.3, 0.3],
  ],
  [
    [0.5, 0.5],
    [0.6, 0.6],
  ],
];

/** The frames that wait; a test lets them pass. */
const frames = [];
globalThis.requestAnimationFrame = (work) => frames.push(work);
function letFramesPass(count) {
  for (let frame = 0; frame < count; frame++) for (const work of frames.splice(0)) work();
}

/** Visitors who want motion, or none. */
function wantMotion(isWanted) {
  globalThis.matchMedia = () => ({ matches: !isWanted });
}

test('the first points of strokes are whole strokes, and the beginning of the next', () => {
  assert.deepEqual(firstPoints(STROKES, 0), []);
  assert.deepEqual(firstPoints(STROKES, 2), [STROKES[0].slice(0, 2)]);
  assert.deepEqual(firstPoints(STROKES, 4), [STROKES[0], STROKES[1].slice(0, 1)]);
  assert.deepEqual(firstPoints(STROKES, 99), STROKES);
});

test('without motion the demonstration is there at once, and is nobody’s', () => {
  wantMotion(false);
  const pad = new Pad();
  demonstrate(pad, STROKES);
  assert.deepEqual(pad.content.strokes, STROKES);
  assert.ok(isEmpty(pad.content));
  assert.equal(pad.past.length, 0);
});

test('the first stroke of the visitor ends it, and undo does not bring it back', () => {
  wantMotion(true);
  frames.length = 0;
  const pad = new Pad();
  demonstrate(pad, STROKES);
  pad.begin([0.7, 0.7]);
  letFramesPass(5);
  assert.deepEqual(pad.content.strokes, [[[0.7, 0.7]]]);
  pad.undo();
  letFramesPass(5);
  assert.deepEqual(pad.content, { strokes: [], image: null });
});

test('it does not write where the visitor has drawn before', () => {
  wantMotion(false);
  const pad = new Pad();
  pad.begin([0.7, 0.7]);
  demonstrate(pad, STROKES);
  assert.deepEqual(pad.content.strokes, [[[0.7, 0.7]]]);
  pad.clear();
  demonstrate(pad, STROKES);
  assert.deepEqual(pad.content.strokes, []);
});
