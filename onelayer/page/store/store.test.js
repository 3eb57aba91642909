import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawingCollection } from '../drawing/collection.js';
import { openDatabase } from './database.js';
import { Store } from './store.js';

const LIMITS = { drawings: 1000, strokes: 5000, points: 100_000 };
const RECIPE = { epochs: 5, input_form: 'raw' };
const WEIGHTS = 7840;
console.info = () => {};

const drawing = (label, at = 0.1) => ({
  label,
  writer: null,
  strokes: [
    [
      [at, 0.2],
      [at + 0.2, 0.8],
    ],
  ],
});
const networkOf = (value) => ({
  kernel: new Float32Array(WEIGHTS).fill(value),
  bias: new Float32Array(10).fill(value),
  inputForm: 'raw',
});
const snapshotAt = (batches) => ({
  batches,
  kernel: new Float32Array(WEIGHTS),
  bias: new Float32Array(10),
  looks: new Int8Array(WEIGHTS),
});
const runOf = (changes = {}) => ({
  name: '',
  recipe: RECIPE,
  drawings: 0,
  batches: 750,
  batchesDone: 1,
  training: [[0.001, 2.3, 0.1]],
  validation: [],
  seconds: 0.1,
  metrics: { loss: 2.3, accuracy: 0.1 },
  test: null,
  network: networkOf(0.5),
  ending: 'lost',
  log: '',
  ...changes,
});
const inspectionOf = (accuracy) => ({
  test: { loss: 0.1, accuracy },
  labels: new Uint8Array(10_000),
  predicted: new Uint8Array(10_000),
  probability: new Float32Array(10_000),
  loss: new Float32Array(10_000),
  evidence: new Float32Array(WEIGHTS),
});
const handOf = (strength) => ({
  lesson: {
    start: networkOf(0),
    taught: networkOf(1),
    drawings: 1,
    held_out: 0,
    seconds: 1,
    strengths: [0, 1],
    drawings_accuracy: null,
    mnist_accuracy: [0.9, 0.8],
    writers: [],
  },
  strength,
});

let browsers = 0;

/** A browser whose pages share a database, and hear of each other. */
function openBrowser() {
  const name = `browser-${browsers++}`;
  const channels = new Set();
  const databases = [];
  const openPage = async () => {
    const channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of channels) if (other !== channel) other.onmessage({ data: structuredClone(data) });
      },
    };
    channels.add(channel);
    const collection = new DrawingCollection();
    collection.limits = LIMITS;
    const open = async (onMade) => {
      databases.push(await openDatabase(name, onMade));
      return databases.at(-1);
    };
    const store = new Store(collection, open, channel);
    await store.loaded;
    return { store, collection };
  };
  /** Waits until all pages have written and followed. */
  const settle = async (...pages) => {
    for (let i = 0; i < 5; i++) for (const { store } of pages) await store.queue(async () => {});
  };
  return { name, databases, openPage, settle };
}

/** Lets writing fail until the function that it returns is called. */
function fill(name = 'QuotaExceededError') {
  const { put, add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
    throw new DOMException('no room', name);
  };
  return () => Object.assign(IDBObjectStore.prototype, { put, add });
}

const names = ({ store }) => store.runs.map(({ name }) => name);
const labels = ({ collection }) => collection.drawings.map(({ label }) => label);

test('a network from a file is a run without snapshots', async () => {
  const { openPage, settle } = openBrowser();
  const page = await openPage();
  const claimed = { test_accuracy: 0.99 };
  const { number, name } = await page.store.addRun(runOf({ name: 'mine', batchesDone: 0, training: [], claimed }));
  page.store.keepInspection(number, inspectionOf(0.8));
  await settle(page);
  const again = await openPage();
  const [back] = again.store.runs;
  assert.deepEqual([name, back.name, back.claimed, back.test.accuracy], ['mine', 'mine', claimed, 0.8]);
  assert.deepEqual(await again.store.readSnapshots(number), []);
});

test('what a page keeps is there when it is opened again', async () => {
  const { openPage, settle } = openBrowser();
  const page = await openPage();
  const { store, collection } = page;
  collection.add(drawing(7));
  collection.add(drawing(1, 0.3));
  const run = await store.addRun(runOf(), snapshotAt(1));
  store.changeRun(run.number, { batchesDone: 9, ending: 'stopped' }, snapshotAt(9));
  store.keepInspection(run.number, inspectionOf(0.8));
  store.set('hand', handOf(0.8));
  store.set('reads', 'hand');
  store.set('settings', { epochs: 2, writer: 'Ada' });
  store.set('guesses', { article: 50 });
  store.set('pad', { strokes: [[[0.5, 0.5]]], image: null });
  store.set('numberPad', { strokes: [[[1.5, 0.5]]], image: null });
  await settle(page);
  assert.equal(store.status.sentence, 'Kept in this browser, and nowhere else: 2 drawings, your hand and 1 run.');

  const again = await openPage();
  assert.equal(again.store.status.sentence, 'Back from this browser: 2 drawings, your hand and 1 run.');
  assert.deepEqual(labels(again), [7, 1]);
  const [back] = again.store.runs;
  assert.deepEqual([back.number, back.name, back.ending, back.batchesDone], [1, 'Run 1', 'stopped', 9]);
  assert.equal(back.test.accuracy, 0.8);
  assert.deepEqual(
    (await again.store.readSnapshots(1)).map(({ batches }) => batches),
    [1, 9],
  );
  assert.equal((await again.store.readInspection(1)).test.accuracy, 0.8);
  assert.equal(again.store.hand.strength, 0.8);
  assert.equal(again.store.reads, 'hand');
  assert.deepEqual(again.store.settings, { epochs: 2, writer: 'Ada' });
  assert.equal(again.collection.owner, 'Ada');
  assert.deepEqual(again.store.guesses, { article: 50 });
  assert.deepEqual(again.store.pad.strokes, [[[0.5, 0.5]]]);
  assert.deepEqual(again.store.numberPad.strokes, [[[1.5, 0.5]]]);
});

test('a run that goes on in another page is lost until that page says how it ended', async () => {
  const { openPage, settle } = openBrowser();
  const one = await openPage();
  const { number } = await one.store.addRun(runOf({ ending: 'running' }), snapshotAt(1));
  const two = await openPage();
  assert.equal(two.store.run(number).ending, 'lost');
  two.store.rename(number, 'Other');
  await settle(one, two);
  assert.equal(one.store.run(number).ending, 'running');
  one.store.changeRun(number, { ending: 'trained' });
  await settle(one, two);
  assert.equal(two.store.run(number).ending, 'trained');
});

test('two pages that train at the same moment both keep their run', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  const runs = await Promise.all([one, two, one, two].map(({ store }) => store.addRun(runOf(), snapshotAt(1))));
  await settle(one, two);
  assert.deepEqual(runs.map(({ number }) => number).sort(), [1, 2, 3, 4]);
  for (const page of [one, two]) assert.deepEqual(names(page), ['Run 1', 'Run 2', 'Run 3', 'Run 4']);
  const named = await Promise.all([one, two].map(({ store }) => store.addRun(runOf({ name: 'Climb' }), snapshotAt(1))));
  assert.deepEqual(named.map(({ name }) => name).sort(), ['Climb', 'Climb (2)']);
});

test('two pages that add drawings at the same moment keep all', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  for (let at = 0; at < 5; at++) {
    one.collection.add(drawing(at, at / 20));
    two.collection.add(drawing(at + 5, at / 20));
  }
  await settle(one, two);
  for (const page of [one, two, await openPage()]) assert.equal(new Set(labels(page)).size, 10);
  assert.equal(two.store.status.sentence, 'As in another page of this browser: 10 drawings.');
});

test('a run that another page renames goes on with its name, and one that it deletes is gone', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  const { number } = await one.store.addRun(runOf(), snapshotAt(1));
  await settle(one, two);
  two.store.rename(number, ' A  new name ');
  one.store.changeRun(number, { batchesDone: 2 }, snapshotAt(2), false);
  await settle(one, two);
  const third = await openPage();
  for (const page of [one, third]) assert.deepEqual(names(page), ['A new name']);
  assert.equal(third.store.run(number).batchesDone, 2);

  await two.store.deleteRun(number);
  one.store.changeRun(number, { batchesDone: 3 }, snapshotAt(3));
  await settle(one, two);
  one.store.changeRun(number, { batchesDone: 4 }, snapshotAt(4));
  await settle(one, two);
  for (const page of [one, two, await openPage()]) assert.deepEqual(names(page), []);
  assert.deepEqual(await one.store.readSnapshots(number), []);
});

test('a deleted run comes back whole, also on other pages', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  const { number } = await one.store.addRun(runOf(), snapshotAt(1));
  one.store.changeRun(number, { batchesDone: 2 }, snapshotAt(2));
  one.store.keepInspection(number, inspectionOf(0.7));
  await one.store.deleteRun(number);
  assert.equal((await openPage()).store.runs.length, 0);
  one.store.undelete();
  assert.equal(one.store.undelete(), null);
  await settle(one, two);
  assert.deepEqual(names(two), ['Run 1']);
  assert.equal((await two.store.readSnapshots(number)).length, 2);
  assert.equal((await two.store.readInspection(number)).test.accuracy, 0.7);
  assert.equal((await one.store.addRun(runOf(), snapshotAt(1))).number, 2);
});

test('what was inspected belongs to the network that was inspected', async () => {
  const { openPage } = openBrowser();
  const { store } = await openPage();
  const { number } = await store.addRun(runOf(), snapshotAt(1));
  store.keepInspection(number, inspectionOf(0.7));
  store.changeRun(number, { batchesDone: 2, network: networkOf(0.6) }, snapshotAt(2));
  assert.equal(await store.readInspection(number), null);
  assert.equal(store.run(number).test, null);
});

test('what a page has inspected before another page has trained further is not taken for the latest', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  const { number } = await one.store.addRun(runOf({ ending: 'running' }), snapshotAt(1));
  await settle(one, two);
  one.store.changeRun(number, { batchesDone: 9, network: networkOf(0.6) }, snapshotAt(9), false);
  one.store.keepInspection(number, inspectionOf(0.9));
  two.store.keepInspection(number, inspectionOf(0.1));
  await settle(one, two);
  for (const { store } of [one, two, await openPage()]) {
    assert.equal(store.run(number).test.accuracy, 0.9);
    assert.equal((await store.readInspection(number)).test.accuracy, 0.9);
  }
});

test('names are unlike those of other networks, and not too long', async () => {
  const { openPage } = openBrowser();
  const { store } = await openPage();
  store.shippedNames = ['More hands'];
  const { number } = await store.addRun(runOf({ name: 'Your hand' }), snapshotAt(1));
  assert.equal(store.run(number).name, 'Your hand (2)');
  assert.equal(store.rename(number, 'More hands'), 'Another one is called More hands already.');
  assert.equal(store.rename(number, '  '), 'A run needs a name.');
  assert.equal(store.rename(number, 'x'.repeat(50)), '');
  assert.equal(store.run(number).name.length, 24);
});

test('a full storage is said, loses nothing, and what it did not take is written when there is room', async () => {
  const { openPage, settle } = openBrowser();
  const page = await openPage();
  const { store, collection } = page;
  const first = await store.addRun(runOf(), snapshotAt(1));
  const makeRoom = fill();
  collection.add(drawing(7));
  const second = await store.addRun(runOf(), snapshotAt(1));
  store.changeRun(second.number, { batchesDone: 2 }, snapshotAt(2));
  store.set('hand', handOf(0.5));
  await settle(page);
  assert.ok(store.status.isProblem);
  assert.match(store.status.sentence, /^This browser does not keep .*2 runs: its storage is full: delete a run\./);
  assert.equal((await store.readSnapshots(second.number)).length, 2);
  assert.deepEqual((await openPage()).store.status.sentence, 'Back from this browser: 1 run.');
  makeRoom();
  await store.deleteRun(first.number);
  await settle(page);
  assert.equal(store.status.sentence, 'Kept in this browser, and nowhere else: 1 drawing, your hand and 1 run.');
  const again = await openPage();
  assert.deepEqual(labels(again), [7]);
  assert.deepEqual(names(again), ['Run 2']);
  assert.equal((await again.store.readSnapshots(second.number)).length, 2);
  assert.equal(again.store.hand.strength, 0.5);
});

test('a browser that blocks storage is said once there is something, and all works without', async () => {
  for (const open of [
    () => {
      throw new DOMException('no', 'SecurityError');
    },
    () => Promise.reject(new DOMException('no', 'InvalidStateError')),
  ]) {
    const collection = new DrawingCollection();
    const store = new Store(collection, open, null);
    await store.loaded;
    store.set('settings', { epochs: 3 });
    await store.queue(async () => {});
    assert.equal(store.status.sentence, '');
    collection.add(drawing(7));
    const run = await store.addRun(runOf(), snapshotAt(1));
    store.changeRun(run.number, {}, snapshotAt(2));
    assert.match(store.status.sentence, /it blocks storage/);
    assert.equal((await store.readSnapshots(run.number)).length, 2);
    await store.deleteRun(run.number);
    assert.equal(store.undelete().name, 'Run 1');
    assert.equal((await store.readSnapshots(run.number)).length, 2);
    await store.forget();
    assert.equal(store.runs.length + collection.drawings.length, 0);
  }
});

test('a database that the browser has closed is opened again, and one that it has deleted is written again', async () => {
  const { name, databases, openPage, settle } = openBrowser();
  const page = await openPage();
  const { store, collection } = page;
  collection.add(drawing(7));
  await store.addRun(runOf(), snapshotAt(1));
  store.set('reads', 'run-1');
  await settle(page);
  for (const database of databases) database.close();
  collection.add(drawing(1, 0.3));
  await settle(page);
  assert.ok(!store.status.isProblem);
  assert.deepEqual(labels(await openPage()), [7, 1]);

  await new Promise((done, fail) => {
    const deleting = indexedDB.deleteDatabase(name);
    Object.assign(deleting, { onsuccess: done, onerror: fail });
  });
  collection.add(drawing(2, 0.5));
  await settle(page);
  const again = await openPage();
  assert.deepEqual(labels(again), [7, 1, 2]);
  assert.deepEqual(names(again), ['Run 1']);
  assert.equal(again.store.reads, 'run-1');
  assert.equal((await store.addRun(runOf(), snapshotAt(1))).number, 2);
});

test('start over leaves the drawings and the pads, and forget leaves nothing, on all pages', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  one.collection.add(drawing(7));
  one.store.set('hand', handOf(1));
  one.store.set('settings', { epochs: 2, writer: 'Ada' });
  one.store.set('pad', { strokes: [[[0.5, 0.5]]], image: null });
  one.store.set('numberPad', { strokes: [[[1.5, 0.5]]], image: null });
  await one.store.addRun(runOf(), snapshotAt(1));
  await one.store.startOver();
  await settle(one, two);
  assert.equal(one.store.status.sentence, 'Forgotten: your runs, your hand and the settings. Your 1 drawing stays.');
  assert.equal(two.store.status.sentence, 'As in another page of this browser: 1 drawing.');
  for (const { store } of [one, two])
    assert.deepEqual([store.runs.length, store.hand, store.settings], [0, null, null]);
  const again = await openPage();
  assert.deepEqual(labels(again), [7]);
  assert.ok(again.store.pad && again.store.numberPad);
  assert.equal((await one.store.addRun(runOf(), snapshotAt(1))).name, 'Run 1');
  await one.store.forget();
  await settle(one, two, again);
  assert.match(one.store.status.sentence, /^Forgotten: your drawings, .* here and in this browser\.$/);
  assert.equal(two.store.status.sentence, 'As in another page of this browser: nothing any more.');
  const last = await openPage();
  for (const page of [one, two, last]) assert.deepEqual(labels(page), []);
  assert.deepEqual([last.store.pad, last.store.numberPad], [null, null]);
});

test('what is changed while the page loads goes over what was kept', async () => {
  const { name, openPage, settle } = openBrowser();
  const page = await openPage();
  page.store.set('hand', handOf(0.1));
  page.store.set('reads', 'article');
  page.collection.add(drawing(7));
  await settle(page);
  const collection = new DrawingCollection();
  const store = new Store(collection, () => openDatabase(name), null);
  store.set('reads', 'upright');
  collection.add(drawing(1, 0.3));
  await store.loaded;
  assert.equal(store.reads, 'upright');
  assert.equal(store.hand.strength, 0.1);
  assert.deepEqual(labels({ collection }), [7, 1]);
});

test('a page that follows keeps the objects that are the same', async () => {
  const { openPage, settle } = openBrowser();
  const [one, two] = [await openPage(), await openPage()];
  await one.store.addRun(runOf(), snapshotAt(1));
  one.collection.add(drawing(7));
  await settle(one, two);
  const [{ network }] = two.store.runs;
  const [seven] = two.collection.drawings;
  one.store.rename(1, 'Other');
  one.collection.add(drawing(1, 0.3));
  await settle(one, two);
  assert.equal(two.store.runs[0].name, 'Other');
  assert.equal(two.store.runs[0].network, network);
  assert.equal(two.collection.drawings[0], seven);
});

test('opening a page reads neither snapshots nor inspections', async () => {
  const { openPage, settle } = openBrowser();
  const page = await openPage();
  await page.store.addRun(runOf(), snapshotAt(1));
  await settle(page);
  const { getAll, get } = IDBObjectStore.prototype;
  const read = new Set();
  IDBObjectStore.prototype.getAll = function (...values) {
    read.add(this.name);
    return getAll.apply(this, values);
  };
  IDBObjectStore.prototype.get = function (...values) {
    read.add(this.name);
    return get.apply(this, values);
  };
  await openPage();
  Object.assign(IDBObjectStore.prototype, { getAll, get });
  assert.deepEqual([...read].sort(), ['runs', 'things']);
});

test('the browser is asked once to keep the data, when the first thing is there', async () => {
  const asked = [];
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { storage: { persist: async () => asked.push(1) } },
  });
  const { openPage, settle } = openBrowser();
  const page = await openPage();
  page.store.set('settings', { epochs: 2 });
  await settle(page);
  assert.equal(asked.length, 0);
  for (const label of [1, 2, 3]) page.collection.add(drawing(label, label / 10));
  await settle(page);
  const again = await openPage();
  again.collection.add(drawing(4, 0.6));
  await settle(again);
  assert.equal(asked.length, 1);
});
