// @ts-check
/** Work for the next frame: whatever asked for it, and however often, it is done once, and all of it in one frame. */

/** @type {Set<() => void>} */
let waiting = new Set();

/**
 * @param {() => void} work
 */
export function inNextFrame(work) {
  if (!waiting.size) requestAnimationFrame(doAll);
  waiting.add(work);
}

function doAll() {
  const works = waiting;
  waiting = new Set();
  for (const work of works) work();
}
