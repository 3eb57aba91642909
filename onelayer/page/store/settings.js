/** The settings of the Retrain tab and the writer's name, between Gradio's components and the store. */

import { store } from './store.js';

/** @import { Settings } from './store.js' */

export let settingsRestored = () => {};

/** Settled when the settings that the browser had kept are shown: what comes later goes over them. */
export const restored = new Promise((resolve) => {
  settingsRestored = () => resolve(null);
});

let isOpen = false;
restored.then(() => {
  isOpen = true;
});
let isShowingDefaults = true; // what the components show

/** Whether the components do not show what the store has: settings of an earlier visit, or some that were forgotten. */
export function areSettingsStale() {
  return store.settings !== null || !isShowingDefaults;
}

/**
 * Keeps settings; the defaults need not be kept. Does nothing before the kept ones have been shown.
 * @param {Settings} settings
 * @param {Settings} defaults
 */
export function keepSettings(settings, defaults) {
  if (!isOpen && isEqual(settings, store.settings)) settingsRestored();
  if (!isOpen) return;
  const kept = isEqual(settings, defaults) ? null : settings;
  isShowingDefaults = kept === null;
  if (!isEqual(kept, store.settings)) store.setSettings(kept);
}

/**
 * The values that the components are to show, in the order of the defaults.
 * @param {Settings} defaults
 */
export function settingsToShow(defaults) {
  const kept = store.settings;
  const isWhole = kept && Object.keys(defaults).every((name) => typeof kept[name] === typeof defaults[name]);
  isShowingDefaults = !isWhole;
  return Object.values(
    isWhole ? Object.fromEntries(Object.keys(defaults).map((name) => [name, kept[name]])) : defaults,
  );
}

/**
 * @param {Settings | null} one
 * @param {Settings | null} other
 */
function isEqual(one, other) {
  const sorted = (/** @type {Settings | null} */ settings) => JSON.stringify(Object.entries(settings ?? {}).sort());
  return sorted(one) === sorted(other);
}
