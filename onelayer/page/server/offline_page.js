/** Starts `service_worker.js`, which keeps the page in the browser, so that it also opens without the server. */

const MOST_RESOURCES = 1000; // the number of resources whose addresses the browser remembers; by default 250
const version = document.querySelector('meta[name="one-layer-version"]')?.getAttribute('content') ?? '';

performance.setResourceTimingBufferSize(MOST_RESOURCES);
if ('serviceWorker' in navigator) {
  if (document.readyState === 'complete') whenIdle(keepPage);
  else window.addEventListener('load', () => whenIdle(keepPage));
}

/** Registers the worker when the page is loaded and the browser is idle, so that the first visit is not slower. */
async function keepPage() {
  const address = new URL(`service-worker.js?version=${version}`, document.baseURI);
  try {
    const { installing, waiting, active } = await navigator.serviceWorker.register(address);
    const worker = installing ?? waiting ?? active;
    if (worker) keepWhatIsLoaded(worker);
  } catch (error) {
    console.info('The page is not kept in this browser:', error); // private windows and some frames forbid workers
  }
}

/**
 * Tells the worker the addresses that the page has loaded so far, and those that it loads later.
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
