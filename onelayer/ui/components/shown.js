// @ts-check

/**
 * Draw a part of the page again when it comes into view: what stands in a hidden tab does not follow the pen.
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function onShown(element, draw) {
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) draw();
  }).observe(element);
}
