/**
 * Sends the page's requests to the server, and holds them while the server is away: asleep, restarting, or no network.
 * It is loaded before Gradio's own scripts. Otherwise they would reload the page when the server is back, and the
 * drawing would be lost.
 */

import { createConnection, FIRST_WAIT, ForgottenError } from './connection.js';
import { endWell, keepOpen } from './event_stream.js';
import { placeNotice } from './server_notice.js';

const API = '/gradio_api/';
const HEARTBEAT = `${API}heartbeat/`;
const PROBE_LIMIT = 4000; // ms for the answer of /alive
const SESSION_HEADER = 'X-One-Layer-Session';
const GONE = 410; // the server's answer if it no longer has the session; it has done nothing
const PROXY_FAILURES = [502, 503, 504]; // a proxy's answers in place of the server
const MISDIRECTED = 421; // the answer of another server than the one that knows this page; it has done nothing
const SERVER_HEADER = 'X-One-Layer-Server';

const ask = window.fetch.bind(window);
let session = ''; // the name of the session, which Gradio's scripts choose

const clock = {
  later: (/** @type {() => void} */ call, /** @type {number} */ wait) => window.setTimeout(call, wait),
  cancel: (/** @type {number | undefined} */ timer) => window.clearTimeout(timer),
};

const connection = createConnection(
  async () => {
    const signal = AbortSignal.timeout(PROBE_LIMIT);
    const response = await ask(new URL('alive', document.baseURI), { cache: 'no-store', signal });
    const alive = await response.json();
    if (typeof alive.server !== 'string') throw new TypeError('Something else answered.');
    return alive;
  },
  document.querySelector('meta[name="one-layer-version"]')?.getAttribute('content') ?? '',
  clock,
);

/** Whether the server does not answer, or is no longer the version of this page. */
function isServerAway() {
  return connection.state() !== 'here';
}

/**
 * Calls a listener when the server has restarted and knows nothing of this page, before the held requests are sent.
 * @param {() => Promise<void>} listener  gives the server the page's data; resolves when the server has it
 */
export function onServerRestart(listener) {
  connection.onRestart.add(listener);
}

/**
 * Sends a request to the server; if the server is away, when it is back.
 * @param {string} address  relative to the page's
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
export function send(address, options) {
  const request = async () => {
    const response = await ask(new URL(address, document.baseURI), options);
    if (didNotArrive(response, options.method)) throw new TypeError(`It was not done: ${response.status}.`);
    return response;
  };
  return connection.request(request, options.signal);
}

/** @type {typeof window.fetch} */
window.fetch = (input, options) => {
  const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
  if (url.origin !== window.location.origin || !url.pathname.includes(API)) return ask(input, options);
  const signal = options?.signal ?? (input instanceof Request ? input.signal : null);
  if (url.pathname.includes(HEARTBEAT)) session = url.pathname.split(HEARTBEAT)[1];
  const send = async (/** @type {string | null} */ server) => {
    const headers = new Headers(options?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (server) headers.set(SERVER_HEADER, server);
    if (session) headers.set(SESSION_HEADER, session);
    const response = await ask(input instanceof Request ? input.clone() : input, { ...options, headers });
    if (response.status === GONE) throw new ForgottenError('The server has let go of the session.');
    if (didNotArrive(response, options?.method)) throw new TypeError(`It was not done: ${response.status}.`);
    return response;
  };
  const request = () => connection.request(send, signal);
  if (url.pathname.includes(HEARTBEAT)) return Promise.resolve(keepOpen(request, rest, signal));
  if (!url.pathname.endsWith(`${API}queue/data`)) return request();
  return request().then((response) => endWell(response, () => void connection.ask(), signal));
};

/**
 * Whether the request did not reach the server: a proxy or another server answered. The server's own errors are JSON.
 * After 504 the server may have received the request, but too late for the proxy: only a GET may be sent again.
 * @param {Response} response
 * @param {string} [method]
 */
function didNotArrive(response, method = 'GET') {
  if (response.status === MISDIRECTED) return true;
  if (!PROXY_FAILURES.includes(response.status)) return false;
  if (response.headers.get('Content-Type')?.includes('json')) return false;
  return response.status !== 504 || method.toUpperCase() === 'GET';
}

/** Waits between two heartbeat streams, and asks whether the server is there and the same. */
async function rest() {
  await connection.ask();
  await new Promise((go) => clock.later(() => go(null), FIRST_WAIT));
}

const soon = () => void connection.askAfresh();
window.addEventListener('offline', soon);
window.addEventListener('online', soon);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && isServerAway()) soon();
});

connection.onChange.add(placeNotice());
soon(); // learns which start of the server answers this page
