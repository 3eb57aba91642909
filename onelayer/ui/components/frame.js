/**
 * Work whose result the next frame shows, all of it together: whatever asks for it, and however often, it is done once a
 * frame. The first is done as soon as it is asked for, while the screen waits; what comes sooner than a frame after that
 * waits for the frame.
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
    else queueMicrotask(doAll); // all that the event asks for is known by then
  }
  waiting.add(work);
}

function doAll() {
  const works = waiting;
  waiting = new Set();
  lastDone = performance.now();
  for (const work of works) work();
}
