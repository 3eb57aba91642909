/** Which keys are for the page as a whole: a key does one thing, and what is open on top takes it. */

const OPEN = ':popover-open, dialog[open], [aria-modal=true], [role=listbox], [role=menu]'; // ours, and Gradio's
const FIELDS = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]';

/**
 * Whether a key that was pressed is for the page as a whole, and not for what is open above it or has done something already.
 * @param {KeyboardEvent} event
 */
export function isForPage(event) {
  return !event.defaultPrevented && !event.isComposing && !document.querySelector(OPEN);
}

/**
 * Whether the key was pressed in a field, which has keys of its own: it takes text, or chooses.
 * @param {KeyboardEvent} event
 */
export function isInField({ target }) {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

/**
 * Whether the browser has a use for a key with what is held down besides: Alt and an arrow go back.
 * @param {KeyboardEvent} event
 */
export function hasModifier({ altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey;
}
