/** What is in view on the page. */

/**
 * Scroll until a part of the page is in view, as little as that takes; when its tab is opened, if that is hidden now.
 * @param {Element} element
 * @param {ScrollLogicalPosition} block  `start` to have it at the top
 */
export function bringIntoView(element, block = 'nearest') {
  new IntersectionObserver(([entry], observer) => {
    if (!entry.boundingClientRect.height) return; // in a hidden tab
    observer.disconnect();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block, behavior: isCalm ? 'auto' : 'smooth' });
  }).observe(element);
}
