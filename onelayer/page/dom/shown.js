/**
 * Draws a part of the page again when its tab is opened: while a tab is hidden, its parts do not follow the pen.
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function onShown(element, draw) {
  let wasShown = false;
  new ResizeObserver(() => {
    const isShown = element.offsetParent !== null;
    if (isShown && !wasShown) draw();
    wasShown = isShown;
  }).observe(element);
}
