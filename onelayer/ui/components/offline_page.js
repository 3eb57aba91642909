/** Has the browser keep the page, so that it opens without the server too: `service_worker.js` does it. */

const MOST_RESOURCES = 1000; // whose addresses the browser remembers; else 250
const version = document.querySelector('meta[name="one-layer-version"]')?.getAttribute('content') ?? '';

performance.setResourceTimingBufferSize(MOST_RESOURCES);
if ('serviceWorker' in navigator) {
  if (document.readyState === 'complete') whenIdle(keepPage);
  else window.addEventListener('load', () => whenIdle(keepPage));
}

/** The first visit is not slowed: the worker comes when the page is there and the browser has nothing to do. */
async function keepPage() {
  const address = new URL(`service-worker.js?version=${version}`, document.baseURI);
  try {
    const { installing, waiting, active } = await navigator.serviceWorker.register(address);
    const worker = installing ?? waiting ?? active;
    if (worker) keepWhatIsLoaded(worker);
  } catch (error) {
    console.info('The page is not kept in this browser:', error); // private windows, and some frames, allow none
  }
}

/**
 * Tell the worker what the page has loaded so far, and whatever it loads later.
 * @param {ServiceWorker} worker
 */
function keepWhatIsLoaded(worker) {
  worker.postMessage({ keep: [new URL('.', document.baseURI).href] });
  const observer = new PerformanceObserver((list) => {
    worker.postMessage({ keep: list.getEntries().map((entry) => entry.name) });
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** @param {() => void} call */
function whenIdle(call) {
  if ('requestIdleCallback' in window) window.requestIdleCallback(call);
  else setTimeout(call, 1000); // Safari
}
