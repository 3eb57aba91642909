/**
 * Sends the page's requests to the server, and holds them while the server is away: asleep, restarting, or no network.
 * It is loaded before Gradio's own scripts, which would otherwise reload the page under the pen.
 */

import { createConnection, FIRST_WAIT } from './connection.js';
import { endWell } from './gradio_stream.js';
import { placeNotice } from './server_notice.js';

const API = '/gradio_api/';
const HEARTBEAT = 'gradio_api/heartbeat/page'; // a stream of Gradio's that ends only with the server
const PROBE_LIMIT = 4000; // ms for the answer of /alive
const PROXY_FAILURES = [502, 503, 504]; // a proxy's answers in place of the server, and a server's that ends

const ask = window.fetch.bind(window);

const connection = createConnection(async () => {
  const signal = AbortSignal.timeout(PROBE_LIMIT);
  const response = await ask(new URL('alive', document.baseURI), { cache: 'no-store', signal });
  const { version } = await response.json();
  if (typeof version !== 'string') throw new TypeError('Something else answered.');
  return version;
}, document.querySelector('meta[name="one-layer-version"]')?.getAttribute('content') ?? '');

/**
 * Sends a request to the server; if the server is away, when it is back.
 * @param {string | URL | Request} input  an address, relative to the page's
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export function send(input, options) {
  const request = async () => {
    const asked = input instanceof Request ? input.clone() : new URL(input, document.baseURI);
    const response = await ask(asked, options);
    const isOwn = response.headers.get('Content-Type')?.includes('json'); // the server's own errors are JSON
    if (PROXY_FAILURES.includes(response.status) && !isOwn) throw new TypeError(`No answer: ${response.status}.`);
    return response;
  };
  return connection.request(request, signalOf(input, options));
}

/** @type {typeof window.fetch} */
window.fetch = (input, options) => {
  const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
  if (url.origin !== window.location.origin || !url.pathname.includes(API)) return ask(input, options);
  const response = send(input, options);
  if (!url.pathname.endsWith(`${API}queue/data`)) return response;
  return response.then((stream) => endWell(stream, () => void connection.ask(), signalOf(input, options)));
};

/**
 * @param {string | URL | Request} input
 * @param {RequestInit} [options]
 */
function signalOf(input, options) {
  return options?.signal ?? (input instanceof Request ? input.signal : null);
}

/** Holds a stream open: when it ends, the server has gone, or has started again and may be another version. */
async function watch() {
  for (;;) {
    try {
      const reader = (await send(HEARTBEAT)).body?.getReader();
      while (reader && !(await reader.read()).done);
    } catch {
      // it has ended
    }
    await connection.ask();
    await new Promise((go) => setTimeout(go, FIRST_WAIT));
  }
}

const soon = () => void connection.askAfresh();
window.addEventListener('offline', soon);
window.addEventListener('online', soon);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && connection.state() !== 'here') soon();
});

connection.onChange.add(placeNotice());
soon(); // is the page of this version, or an old one that the browser had kept?
watch();
