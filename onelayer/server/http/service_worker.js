/**
 * Serves the page from the browser's cache when the server does not answer, so that it opens without a network after
 * one visit. While the server answers, the page comes from the server. Requests for the app's functions are never
 * handled here. The worker's address contains the version of the app, so each version has a worker and a cache of its
 * own.
 */

const PATIENCE = 4000; // ms for the server's answer to begin, before the page is taken from the cache
const VERSION_HEADER = 'X-One-Layer-Version';
const FIXED = ['assets/', 'modules/']; // files whose addresses change with their content
const NEVER = ['gradio_api/', 'alive', 'service-worker.js'];

/**
 * The types of a service worker that are missing among those of a page.
 * @typedef {{waitUntil: (work: Promise<unknown>) => void}} Waits
 * @typedef {Event & Waits} LifeEvent
 * @typedef {MessageEvent<{keep: string[]}> & Waits} KeepEvent
 * @typedef {Event & Waits & {request: Request, respondWith: (response: Promise<Response>) => void}} AskEvent
 * @typedef {object} ThisWorker
 * @property {{href: string}} location
 * @property {{scope: string}} registration
 * @property {{claim: () => Promise<void>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(name: string, listener: (event: any) => void) => void} addEventListener
 */

const worker = /** @type {ThisWorker} */ (/** @type {unknown} */ (self));
const scope = worker.registration.scope;
const ours = `one-layer ${scope} `; // begins the names of this page's caches; other pages of the host have their own
const cacheName = ours + new URL(worker.location.href).searchParams.get('version');

worker.addEventListener('install', (/** @type {LifeEvent} */ event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener('activate', (/** @type {LifeEvent} */ event) => {
  event.waitUntil(forgetOtherVersions().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (/** @type {KeepEvent} */ event) => event.waitUntil(keepAll(event.data.keep)));

worker.addEventListener('fetch', (/** @type {AskEvent} */ event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === null || NEVER.some((start) => path.startsWith(start))) return;
  if (request.mode === 'navigate') {
    if (path === '') event.respondWith(fromServer(request, scope, event));
  } else if (FIXED.some((start) => path.startsWith(start))) event.respondWith(fromCache(request));
  else event.respondWith(fromServer(request, request.url, event));
});

/**
 * Returns the path of an address below the page's own, without the query; null if the address is not below it.
 * @param {string} url
 */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  return (origin + pathname).startsWith(scope) ? (origin + pathname).slice(scope.length) : null;
}

async function forgetOtherVersions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== cacheName);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * Answers with a file whose content never changes: from the cache, or fetched once.
 * @param {Request} request
 */
async function fromCache(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  await store(cache, request.url, response.clone());
  return response;
}

/**
 * Answers from the server, or from the cache if the server does not answer in time.
 * @param {Request} request
 * @param {string} key  the key in the cache
 * @param {Waits} event
 */
function fromServer(request, key, event) {
  const asked = fetch(request);
  const keeping = caches.open(cacheName);
  const stored = Promise.all([asked, keeping]).then(([response, cache]) => store(cache, key, response.clone()));
  event.waitUntil(stored.catch(() => {}));
  return keeping.then(async (cache) => {
    const kept = await cache.match(key);
    if (!kept) return asked;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    const response = await Promise.race([asked.catch(() => null), late]);
    return response && !isOfProxy(response) ? response : kept;
  });
}

/** @param {Response} response */
function isOfProxy(response) {
  return response.status >= 502 && response.status <= 504;
}

/**
 * Keeps an answer in the cache. The page is kept only if it comes from the app: a proxy or a sleeping Space may send
 * another page in its place.
 * @param {Cache} cache
 * @param {string} key
 * @param {Response} response
 */
async function store(cache, key, response) {
  const isPage = key !== scope || response.headers.has(VERSION_HEADER);
  if (response.status === 200 && !response.redirected && isPage) await cache.put(key, response);
}

/**
 * Keeps files that the page loaded before this worker was active, and the page itself.
 * @param {string[]} urls
 */
async function keepAll(urls) {
  const cache = await caches.open(cacheName);
  for (const url of urls) {
    const path = pathOf(url);
    if (path === null || NEVER.some((start) => path.startsWith(start)) || (await cache.match(url))) continue;
    const isFixed = FIXED.some((start) => path.startsWith(start));
    await fetch(url, { cache: isFixed ? 'force-cache' : 'default' })
      .then((response) => store(cache, url, response))
      .catch(() => {}); // the next visit tries again
  }
}
