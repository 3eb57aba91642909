// @ts-check
/** What one component tells the others. */

/** @typedef {CustomEvent<{number: number | null}>} PadChanged  number: of the change; null for one of the server's */

/**
 * Tell that what is on the pad has changed.
 * @param {Element} pad
 * @param {number | null} number
 */
export function tellPadChanged(pad, number) {
  pad.dispatchEvent(new CustomEvent('pad-changed', { bubbles: true, detail: { number } }));
}

/**
 * Hear of every change of one pad.
 * @param {string} padId
 * @param {(number: number | null) => void} changed
 */
export function onPadChanged(padId, changed) {
  document.addEventListener('pad-changed', (event) => {
    const { target, detail } = /** @type {PadChanged} */ (event);
    if (target instanceof Element && target.closest(`#${padId}`)) changed(detail.number);
  });
}
