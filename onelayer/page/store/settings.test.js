import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { hearSetting, onSettings, onWanted, showSettings, valuesToShow } from './settings.js';
import { store } from './store.js';

const DEFAULTS = { recipe: 'article', epochs: 5, writer: '' };

test('settings are kept once what was kept is shown, and the defaults need not be', async () => {
  hearSetting('epochs', 2, DEFAULTS);
  assert.equal(store.settings, null);
  await store.loaded;
  hearSetting('epochs', 2, DEFAULTS);
  assert.deepEqual(store.settings, { ...DEFAULTS, epochs: 2 });
  hearSetting('epochs', 5, DEFAULTS);
  assert.equal(store.settings, null);
});

test('the page shows settings, and those that it does not name stay', () => {
  const heard = [];
  let asked = 0;
  onSettings(({ epochs }) => heard.push(epochs));
  showSettings({ epochs: 7 });
  onWanted(() => asked++);
  showSettings({ writer: 'Ada', recipe: 8 });
  assert.equal(asked, 2);
  assert.deepEqual(valuesToShow(DEFAULTS), [undefined, 7, 'Ada']);
  assert.deepEqual(store.settings, { ...DEFAULTS, epochs: 7, writer: 'Ada' });
  assert.deepEqual(valuesToShow(DEFAULTS), [undefined, undefined, undefined]);
  assert.deepEqual(heard, [5, 7, 7]);
});

test('settings that were forgotten become the defaults', async () => {
  await store.startOver();
  assert.deepEqual(valuesToShow(DEFAULTS), ['article', 5, '']);
  assert.equal(store.settings, null);
});
