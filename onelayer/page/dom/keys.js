/** Which keys are for the page as a whole: if something is open above the page, the key is for that. */

const OPEN = ':popover-open, dialog[open], [aria-modal=true], [role=listbox], [role=menu]'; // ours, and Gradio's
const FIELDS = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]';

/**
 * Whether a key that was pressed is for the page as a whole: nothing is open above it, and the key has done nothing yet.
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
 * Whether Alt, Ctrl or Meta is held down: the browser has its own use for the key then, as Alt and an arrow go back.
 * @param {KeyboardEvent} event
 */
export function hasModifier({ altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey;
}
