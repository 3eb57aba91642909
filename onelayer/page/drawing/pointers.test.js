import assert from 'node:assert/strict';
import test from 'node:test';
import { Pointers } from './pointers.js';

/** A pad that notes what is drawn on it: strokes, of which those that were dropped are gone. */
function makePad(width = 1) {
  const strokes = [];
  const drawer = {
    begin: (point) => strokes.push([point]),
    extend: (point) => strokes.at(-1).push(point),
    end: () => {},
    drop: () => strokes.pop(),
  };
  const pointers = new Pointers(drawer, width);
  return { strokes, pointers };
}

const PALM = [0.8, 0.93];

/** Draw a line of three points with a pointer that is down or not. */
function line(pointers, id, x) {
  for (const y of [0.2, 0.5, 0.8]) pointers.move(id, [x, y]);
}

test('one pointer draws from where it is pressed to where it is lifted', () => {
  const { strokes, pointers } = makePad();
  pointers.move(1, [0.1, 0.1]);
  pointers.press(1, 'mouse', [0.2, 0.1]);
  line(pointers, 1, 0.2);
  pointers.lift(1);
  pointers.move(1, [0.9, 0.9]);
  assert.deepEqual(strokes, [
    [
      [0.2, 0.1],
      [0.2, 0.2],
      [0.2, 0.5],
      [0.2, 0.8],
    ],
  ]);
});

test('a pen takes over from a palm, whose mark goes, and the palm leaves none afterwards', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'touch', PALM);
  assert.deepEqual(strokes, [[PALM]]);
  pointers.press(2, 'pen', [0.3, 0.1]);
  line(pointers, 2, 0.3);
  pointers.move(1, [0.6, 0.7]); // the hand goes along
  pointers.lift(2);
  pointers.move(1, [0.5, 0.6]);
  pointers.press(2, 'pen', [0.4, 0.1]);
  line(pointers, 2, 0.4);
  pointers.lift(2);
  pointers.lift(1);
  assert.equal(strokes.length, 2);
  assert.deepEqual(
    strokes.map(([[x]]) => x),
    [0.3, 0.4],
  );
});

test('a pen takes over from a finger or a mouse that draws, too', () => {
  for (const type of ['touch', 'mouse']) {
    const { strokes, pointers } = makePad();
    pointers.press(1, type, [0.1, 0.1]);
    line(pointers, 1, 0.1);
    pointers.press(2, 'pen', [0.3, 0.1]);
    line(pointers, 1, 0.2);
    line(pointers, 2, 0.3);
    assert.deepEqual(
      strokes.map(([[x]]) => x),
      [0.3],
    );
  }
});

test('a finger that draws takes over from one that rests, with all that it has drawn', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'touch', PALM);
  pointers.move(1, [0.81, 0.93]);
  pointers.press(2, 'touch', [0.2, 0.1]);
  pointers.move(2, [0.2, 0.12]);
  assert.deepEqual(strokes, [[PALM, [0.81, 0.93]]], 'not before it has drawn');
  line(pointers, 2, 0.2);
  pointers.move(1, [0.5, 0.5]);
  pointers.lift(2);
  assert.deepEqual(strokes, [
    [
      [0.2, 0.1],
      [0.2, 0.12],
      [0.2, 0.2],
      [0.2, 0.5],
      [0.2, 0.8],
    ],
  ]);
});

test('a palm that comes while a finger draws neither disturbs it nor leaves a mark', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'touch', [0.2, 0.1]);
  line(pointers, 1, 0.2);
  pointers.press(2, 'touch', PALM);
  pointers.move(2, [0.6, 0.6]);
  pointers.lift(1);
  pointers.move(2, [0.4, 0.4]);
  pointers.lift(2);
  assert.equal(strokes.length, 1);
  pointers.press(3, 'touch', [0.5, 0.5]);
  assert.equal(strokes.length, 2, 'then the next finger draws at once');
});

test('a stroke that begins beside the pad is drawn from where it comes onto it', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'pen', [-0.1, 0.3]);
  pointers.move(1, [-0.04, 0.4]);
  assert.deepEqual(strokes, []);
  pointers.move(1, [0.1, 0.5]);
  pointers.move(1, [0.5, 1.2]);
  assert.deepEqual(strokes, [
    [
      [0, 0.4],
      [0.1, 0.5],
      [0.5, 1],
    ],
  ]);
  pointers.lift(1);
  pointers.press(2, 'mouse', [1.1, 0.5]);
  pointers.move(2, [1.2, 0.6]);
  pointers.lift(2);
  assert.equal(strokes.length, 1, 'one that stays beside it draws nothing');
});

test('what the system takes away was no finger that draws, but a pen was one', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'touch', PALM);
  pointers.cancel(1);
  assert.deepEqual(strokes, []);
  pointers.press(2, 'pen', [0.3, 0.1]);
  line(pointers, 2, 0.3);
  pointers.cancel(2);
  assert.equal(strokes.length, 1);
});

test('after undo or clear, what is still pressed draws no more until it is pressed again', () => {
  const { strokes, pointers } = makePad();
  pointers.press(1, 'mouse', [0.1, 0.1]);
  strokes.pop();
  pointers.stop();
  line(pointers, 1, 0.5);
  assert.deepEqual(strokes, []);
  pointers.press(1, 'mouse', [0.2, 0.2]); // nobody said that it was lifted
  assert.deepEqual(strokes, [[[0.2, 0.2]]]);
});

test('a wide pad is left at its own border', () => {
  const { strokes, pointers } = makePad(2.5);
  pointers.press(1, 'pen', [2.2, 0.5]);
  pointers.move(1, [2.4, 0.5]);
  pointers.move(1, [2.7, 1.2]);
  assert.deepEqual(strokes, [
    [
      [2.2, 0.5],
      [2.4, 0.5],
      [2.5, 1],
    ],
  ]);
});
