/** The glossary: for every link to #word-…, anywhere on the page, the explanation of the word opens beside it. */

import { find, make } from '../../dom/dom.js';

/** @import { Component } from '../../dom/component.js' */

/** @typedef {{words: Record<string, [string, string]>, marked: Record<string, string>}} Props */

const LINK = 'a[href*="#word-"]';
const GAP = 8; // pixels between a word and its explanation, and from there to the edge of the screen

/** @param {Component<Props>} component */
export function mount({ element, props }) {
  const place = find(element, '.glossary');
  const [word, meaning] = ['.word', '.meaning'].map((selector) => find(element, selector));
  /** @type {HTMLElement | null} */
  let opener = null;

  /** @param {MouseEvent} event */
  function open(event) {
    const link = event.target instanceof Element ? event.target.closest(LINK) : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault(); // the address names the tab, not the word
    event.stopPropagation();
    const known = props.words[link.hash.slice('#word-'.length)];
    if (!known) return;
    [word.textContent, meaning.textContent] = known;
    opener = link;
    place.showPopover();
    moveTo(link.getBoundingClientRect());
    place.focus({ preventScroll: true });
  }

  /**
   * Moves the explanation below the word, or above it if there is no room below.
   * @param {DOMRect} at
   */
  function moveTo(at) {
    const { offsetWidth: width, offsetHeight: height } = place;
    const below = at.bottom + GAP + height < innerHeight;
    place.style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - width - GAP))}px`;
    place.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - GAP - height)}px`;
  }

  /** @type {Map<string, HTMLElement>} */
  const marks = new Map();

  /** Adds a link to labels. Gradio makes the labels, and some only when their part of the page is opened. */
  function mark() {
    for (const [id, key] of Object.entries(props.marked)) {
      if (marks.get(id)?.isConnected) continue;
      const label = document.querySelector(`#${id} [data-testid="block-info"], #${id} .label-text`);
      if (!label) continue;
      const [name] = props.words[key];
      const link = make('a', { href: `#word-${key}`, class: 'word-mark', 'aria-label': `What is: ${name}` }, '?');
      label.append(' ', link);
      marks.set(id, link);
    }
  }

  document.addEventListener('click', open, true);
  addEventListener('scroll', () => place.matches(':popover-open') && place.hidePopover(), {
    capture: true,
    passive: true,
  });
  find(element, '.close').addEventListener('click', () => place.hidePopover());
  place.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'closed') opener?.focus({ preventScroll: true });
  });
  mark();
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true }); // before the frame is painted
}
