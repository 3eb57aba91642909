import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawingCollection } from '../drawing/collection.js';
import { Database, openDatabase } from './database.js';
import { StoredDrawings } from './stored_drawings.js';

let databases = 0;
const drawing = (label) => ({
  label: label % 10,
  writer: null,
  strokes: [
    [
      [label / 100, 0.2],
      [0.5, 0.8],
    ],
  ],
});
const labels = ({ drawings }) => drawings.map(({ label }) => label).join('');

/** Two pages with a database and these drawings; nothing is written before `write`. */
async function openPages(...digits) {
  const name = `drawings-${databases++}`;
  const open = async () => {
    const collection = new DrawingCollection();
    const stored = new StoredDrawings(new Database((onMade) => openDatabase(name, onMade)), collection, () => {});
    await stored.take();
    return { collection, stored };
  };
  const one = await open();
  one.collection.addAll(digits.map(drawing));
  await one.stored.write();
  return { one, two: await open(), open };
}

test('each change is stored in the order of the drawings, also what undo brings back', async () => {
  const { one, open } = await openPages(1, 2, 3, 4);
  const { collection, stored } = one;
  const expect = async (expected) => {
    await stored.write();
    assert.equal(labels(collection), expected);
    assert.equal(labels((await open()).collection), expected);
    assert.equal(await stored.write(), false);
  };
  collection.relabel(collection.drawings[1], 9);
  await expect('1934');
  collection.remove(collection.drawings[0]);
  await expect('934');
  collection.remove(collection.drawings[1]);
  collection.add(drawing(5));
  await expect('945');
  for (const undone of ['94', '934', '1934', '1234']) {
    collection.undo();
    await expect(undone);
  }
  // Several changes in one write
  collection.relabel(collection.drawings[0], 7);
  collection.remove(collection.drawings[1]);
  await expect('734');
  collection.undo();
  await expect('7234');
});

test('what two pages change between two writes is put together', async () => {
  const { one, two, open } = await openPages(1, 2, 3);
  one.collection.add(drawing(4));
  one.collection.remove(one.collection.drawings[0]);
  two.collection.add(drawing(5));
  two.collection.remove(two.collection.drawings[1]);
  await one.stored.write();
  await two.stored.take(); // before it has written its own
  await two.stored.write();
  await one.stored.take();
  for (const { collection } of [one, two, await open()]) assert.equal(labels(collection), '345');
});

test('what has no room on the page stays stored', async () => {
  const { open } = await openPages(1, 2, 3);
  const page = await open();
  page.collection.limits = { drawings: 2, strokes: 100, points: 1000 };
  await page.stored.take();
  assert.equal(labels(page.collection), '12');
  page.collection.remove(page.collection.drawings[0]);
  await page.stored.write();
  assert.equal(labels((await open()).collection), '23');
});
