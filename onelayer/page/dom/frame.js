/**
 * Collects work whose result the next frame shows. Each piece of work is done at most once a frame, however often it is
 * requested. After a pause it is done at once; work that is requested within a frame of that waits for the next frame.
 */

const FRAME_MILLISECONDS = 12; // a little less than a frame of a 60 Hz screen

/** @type {Set<() => void>} */
let waiting = new Set();
let lastDone = 0;

/**
 * @param {() => void} work
 */
export function beforeNextFrame(work) {
  if (!waiting.size) {
    if (performance.now() - lastDone < FRAME_MILLISECONDS) requestAnimationFrame(doAll);
    else queueMicrotask(doAll); // after the event's other handlers, which may request more work
  }
  waiting.add(work);
}

function doAll() {
  const works = waiting;
  waiting = new Set();
  lastDone = performance.now();
  for (const work of works) work();
}
