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
  /** @type {Settings} */
  const changed = {};
  for (const [name, value] of Object.entries(next)) {
    if (value !== undefined && typeof value === typeof defaults[name]) changed[name] = value;
  }
  wanted = {};
  wantsDefaults = false;
  isOpen = true;
  keep({ ...(shown ?? defaults), ...changed }, defaults);
  return Object.keys(defaults).map((name) => changed[name]);
}

/**
 * Keeps what the visitor has set. What a component shows because it was told to is heard of in `valuesToShow`: a
 * component that opens with its tab says its first value once more, after the one that it was to show.
 * @param {string} name
 * @param {Settings[string]} value
 * @param {Settings} defaults
 */
export function hearSetting(name, value, defaults) {
  keep({ ...(shown ?? defaults), [name]: value }, defaults);
}

/**
 * Keeps what the components show; the defaults need not be kept. Nothing is kept before they have shown what was kept.
 * @param {Settings} settings
 * @param {Settings} defaults
 */
function keep(settings, defaults) {
  shown = settings;
  changes.tell(settings);
  if (!isOpen) return;
  showsDefaults = JSON.stringify(settings) === JSON.stringify(defaults);
  const kept = showsDefaults ? null : settings;
  if (JSON.stringify(kept) !== JSON.stringify(store.settings)) store.set('settings', kept);
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
