/**
 * Keeps the open tab in the page's address, after `#`: Back and Forward go through the tabs, and an address opens its
 * tab. `#present` opens the Draw tab in large type, `#present-climb` the Climb tab. Loaded in the page's head; it clicks
 * Gradio's tabs as a visitor does.
 */

import { hasModifier } from '../dom/keys.js';
import { Listeners } from '../dom/listeners.js';
import { parseFragment } from './fragment.js';

const LIST = '#tabs > .tab-wrapper'; // the page's tabs, not tabs inside a tab
/** @type {Record<string, number | undefined>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const FIRST = 'draw';
const PRESENT = 'present';

/** @type {((brought: string) => void) | null} */
let takeLink = null;
let waiting = ''; // the content of a link, until there is a listener for it
let wanted = ''; // the tab that the address names, until it is open
let lastOpen = '';

/** @returns {HTMLElement[]} */
function tabs() {
  return [...document.querySelectorAll(`${LIST} [role=tab]`)].filter((tab) => tab instanceof HTMLElement);
}

/** @returns {string} the name of the open tab, empty until there are tabs */
export function openTab() {
  return tabs().find((tab) => tab.getAttribute('aria-selected') === 'true')?.dataset.tabId ?? '';
}

/** @type {Listeners} */
const presenting = new Listeners();
/** Calls a listener when the large view begins or ends, and once now. */
export const onPresent = presenting.follow;

/**
 * The tab that a name in the address opens, and whether in large type.
 * @param {string} name
 */
function readName(name) {
  const [first, ...rest] = name.split('-');
  return first === PRESENT ? { tab: rest.join('-') || FIRST, isLarge: true } : { tab: name || FIRST, isLarge: false };
}

/** Show the open tab in large type, or as usual again; Back leads back. */
export function togglePresent() {
  const tab = openTab();
  if (isPresenting()) goTo(tab);
  else goTo(tab === FIRST ? PRESENT : `${PRESENT}-${tab}`);
}

/** @param {boolean} isIt */
function present(isIt) {
  if (isIt !== isPresenting()) window.scrollTo(0, 0);
  document.documentElement.classList.toggle('presenting', isIt);
  presenting.tell();
}

export function isPresenting() {
  return document.documentElement.classList.contains('presenting');
}

/**
 * Goes to a tab, or to `present`. The browser's Back returns from there.
 * @param {string} tab
 */
export function goTo(tab) {
  if (parseFragment(location.hash).tab !== tab) history.pushState(null, '', `#${tab}`);
  show(tab);
}

/**
 * Calls a listener with the content of each link that is followed; now, if the page was opened with one.
 * @param {(brought: string) => void} listener
 */
export function onLink(listener) {
  takeLink = listener;
  if (waiting) takeLink(waiting);
  waiting = '';
}

/** @param {string} name  in the address */
function show(name) {
  const { tab, isLarge } = readName(name);
  present(isLarge);
  wanted = tab;
  pressWanted();
}

/** Gradio opens its first tab by itself, and the wanted one a moment after it is pressed. */
function pressWanted() {
  const all = tabs();
  if (!wanted || !all.length) return;
  const tab = all.find(({ dataset }) => dataset.tabId === wanted);
  if (!tab || tab.getAttribute('aria-selected') === 'true') wanted = '';
  if (!tab) history.replaceState(null, '', `#${openTab()}`);
  else if (wanted) tab.click();
}

/** Opens what the address names. A link's content is removed from the address, so that Back does not bring it again. */
function follow() {
  const { tab, brought } = parseFragment(location.hash);
  if (brought) {
    history.replaceState(null, '', `#${tab || FIRST}`);
    if (takeLink) takeLink(brought);
    else waiting = brought;
  }
  show(tab);
}

/** Writes the name of the open tab into the address, whether a visitor or the server has opened it. */
function note() {
  pressWanted();
  const open = openTab();
  if (wanted || !open || open === lastOpen) return;
  lastOpen = open;
  if (open === readName(parseFragment(location.hash).tab).tab) return;
  present(false);
  history.pushState(null, '', `#${open}`);
}

/**
 * Lets the arrow keys go from tab to tab, in every list of tabs.
 * @param {KeyboardEvent} event
 */
function walk(event) {
  const { key, target } = event;
  if (hasModifier(event) || !(target instanceof Element) || !target.matches('[role=tab]') || !STEPS[key]) return;
  const all = [...(target.parentElement?.querySelectorAll('[role=tab]') ?? [])];
  const next = all.at((all.indexOf(target) + STEPS[key]) % all.length);
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.click();
  next.focus();
}

/** Watches the page until Gradio has made the tabs, then only the tabs: the rest changes with each move of the pen. */
new MutationObserver((_, whole) => {
  const list = document.querySelector(LIST);
  if (!list || !tabs().length) return;
  whole.disconnect();
  new MutationObserver(note).observe(list, { subtree: true, childList: true, attributeFilter: ['aria-selected'] });
  note();
}).observe(document.documentElement, { subtree: true, childList: true });
window.addEventListener('hashchange', follow);
window.addEventListener('keydown', walk);
follow();
