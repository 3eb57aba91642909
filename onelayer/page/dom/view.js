/** Scrolls the page. */

/**
 * Scrolls a part of the page into view; if its tab is hidden, when the tab is opened.
 * @param {Element} element
 * @param {ScrollLogicalPosition} block  `nearest` scrolls as little as possible, `start` moves the part to the top
 */
export function bringIntoView(element, block = 'nearest') {
  new IntersectionObserver(([entry], observer) => {
    if (!entry.boundingClientRect.height) return; // in a hidden tab
    observer.disconnect();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block, behavior: isCalm ? 'auto' : 'smooth' });
  }).observe(element);
}
