/** The settings of the Retrain tab and the writer's name, between Gradio's components and the store. */

import { Listeners } from '../dom/listeners.js';
import { store } from './store.js';

/** @import { Settings } from './store.js' */

/** @type {Partial<Settings>} */
let wanted = {}; // what the components are to show next
let wantsDefaults = false; // where nothing else is wanted
let isOpen = false; // the components show what the browser had kept
/** @type {Settings | null} */
let shown = null; // what the components show; null before the first change
let showsDefaults = true;
/** @type {Listeners<Settings>} */
const changes = new Listeners();
let ask = () => {};

/**
 * Calls a listener with the settings at each change, and once now if they were ever changed.
 * @param {(settings: Settings) => void} listener
 */
export function onSettings(listener) {
  changes.add(listener);
  if (shown) listener(shown);
}

/**
 * Sets what lets the components ask for the values that they are to show.
 * @param {() => void} asks
 */
export function onWanted(asks) {
  ask = asks;
  if (wantsDefaults || Object.keys(wanted).length) ask();
}

/**
 * Lets the components show other settings.
 * @param {Partial<Settings>} settings  those that change, by name
 */
export function showSettings(settings) {
  wanted = { ...wanted, ...settings };
  ask();
}

/**
 * The values that the components are to show, in the order of the defaults; undefined for those that stay.
 * @param {Settings} defaults
 */
export function valuesToShow(defaults) {
  const next = wantsDefaults ? { ...defaults, ...wanted } : wanted;
  const isValue = (/** @type {string} */ name) => typeof next[name] === typeof defaults[name];
  const values = Object.keys(defaults).map((name) => (isValue(name) ? next[name] : undefined));
  const before = Object.values(shown ?? defaults);
  wanted = {};
  wantsDefaults = false;
  isOpen = true;
  hearSettings(
    values.map((value, at) => value ?? before[at]),
    defaults,
  );
  return values;
}

/**
 * Keeps what the components show; the defaults need not be kept. Nothing is kept before they have shown what was kept.
 * @param {readonly unknown[]} values  in the order of the defaults
 * @param {Settings} defaults
 */
export function hearSettings(values, defaults) {
  const settings = /** @type {Settings} */ (
    Object.fromEntries(Object.keys(defaults).map((name, at) => [name, values[at]]))
  );
  shown = settings;
  changes.tell(settings);
  if (!isOpen) return;
  showsDefaults = isEqual(settings, defaults);
  const kept = showsDefaults ? null : settings;
  if (!isEqual(kept, store.settings)) store.setSettings(kept);
}

/**
 * @param {Settings | null} one
 * @param {Settings | null} other
 */
function isEqual(one, other) {
  const sorted = (/** @type {Settings | null} */ settings) => JSON.stringify(Object.entries(settings ?? {}).sort());
  return sorted(one) === sorted(other);
}

store.loaded.then(() => {
  if (store.settings) showSettings(store.settings);
  else isOpen = true;
});
store.onChange(['settings'], () => {
  if (store.settings || showsDefaults) return;
  wantsDefaults = true; // the settings were forgotten, here or in another page
  ask();
});
