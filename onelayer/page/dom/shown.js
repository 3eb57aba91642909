/** Parts of the page in a tab that may be hidden. */

/**
 * Calls a function whenever a part of the page comes into view because its tab is opened.
 * @param {HTMLElement} element
 * @param {() => void} opened
 */
export function onShown(element, opened) {
  let wasShown = false;
  new ResizeObserver(() => {
    const isShown = element.offsetParent !== null;
    if (isShown && !wasShown) opened();
    wasShown = isShown;
  }).observe(element);
}

/**
 * Returns a function that draws a part of the page, but not in a hidden tab: that does not follow the pen. The part is
 * drawn again when its tab is opened.
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function whileShown(element, draw) {
  onShown(element, draw);
  return () => {
    if (element.offsetParent) draw();
  };
}
