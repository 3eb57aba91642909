import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { keepSettings, settingsRestored, settingsToShow } from './settings.js';
import { store } from './store.js';

const DEFAULTS = { preset: 'article', epochs: 5, writer: '' };

test('settings are kept after the kept ones have been shown, and the defaults need not be', async () => {
  keepSettings({ ...DEFAULTS, epochs: 2 }, DEFAULTS);
  assert.equal(store.settings, null);
  settingsRestored();
  await Promise.resolve();
  keepSettings({ ...DEFAULTS, epochs: 2 }, DEFAULTS);
  assert.equal(store.settings?.epochs, 2);
  assert.deepEqual(settingsToShow(DEFAULTS), ['article', 2, '']);
  keepSettings({ ...DEFAULTS }, DEFAULTS);
  assert.equal(store.settings, null);
  assert.deepEqual(settingsToShow(DEFAULTS), ['article', 5, '']);
});

test('settings that are not whole are not shown', () => {
  store.setSettings({ epochs: 2 });
  assert.deepEqual(settingsToShow(DEFAULTS), ['article', 5, '']);
  store.setSettings({ ...DEFAULTS, epochs: 'many' });
  assert.deepEqual(settingsToShow(DEFAULTS), ['article', 5, '']);
});
