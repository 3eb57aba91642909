import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeBytes, encodeBytes } from '../dom/decoding.js';
import { Pad } from './pads.js';

globalThis.requestAnimationFrame = (work) => setTimeout(work, 0);

/** When what was asked for the next frame is done. */
const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 30));

test('a stroke is drawn over a picture, in its pixels, and undo brings the picture back', async () => {
  const pad = new Pad();
  const origin = { text: 'A picture', cutout: null, against: -1 };
  const image = encodeBytes(new Uint8Array(784).fill(7, 0, 28)); // a faint line on top
  pad.put({ strokes: [], image, origin });
  const stroke = pad.begin([0.5, 0.5]);
  stroke.push([0.9, 0.5]);
  pad.changed();
  await nextFrame();
  assert.deepEqual(pad.content.strokes, []);
  assert.equal(pad.content.origin, origin);
  const inked = decodeBytes(pad.content.image);
  assert.deepEqual([...inked.subarray(0, 28)], Array(28).fill(7), 'the picture is still there');
  assert.ok(inked[14 * 28 + 20] > 100, 'the stroke is in it');
  assert.equal(inked[20 * 28 + 20], 0);
  const first = pad.content.image;
  pad.begin([0.5, 0.8]).push([0.9, 0.8]);
  pad.changed();
  await nextFrame();
  assert.ok(decodeBytes(pad.content.image)[22 * 28 + 20] > 100);
  pad.undo();
  assert.equal(pad.content.image, first);
  pad.undo();
  assert.equal(pad.content.image, image);
  pad.clear();
  pad.begin([0.2, 0.2]);
  await nextFrame();
  assert.deepEqual(pad.content, { strokes: [[[0.2, 0.2]]], image: null });
});

test('what was on the pad comes back only where nothing has been put since', () => {
  const kept = { strokes: [[[0.1, 0.1]]], image: null };
  const fresh = new Pad();
  fresh.restore(kept);
  assert.equal(fresh.content, kept);
  assert.equal(fresh.past.length, 0);
  const begun = new Pad();
  begun.begin([0.5, 0.5]);
  begun.undo();
  begun.begin([0.6, 0.6]);
  begun.clear();
  begun.restore(kept);
  assert.deepEqual(begun.content, { strokes: [], image: null });
});
