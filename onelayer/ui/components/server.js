/**
 * What the page asks of its server goes through here, so that the server may be away: asleep, restarting, the wifi gone.
 * It is loaded before Gradio's own scripts, which would otherwise load the page anew when the server is back: what was
 * drawn meanwhile would be lost.
 */

import { createConnection, FIRST_WAIT, ForgottenError } from './connection.js';
import { endWell, keepOpen } from './event_stream.js';
import { placeNotice } from './server_notice.js';

const API = '/gradio_api/';
const HEARTBEAT = `${API}heartbeat/`;
const PROBE_LIMIT = 4000; // ms for an answer to whether it is there
const SESSION_HEADER = 'X-One-Layer-Session';
const GONE = 410; // what the server answers a page whose session it has let go of
const PROXY_FAILURES = [502, 503, 504]; // what answers in the server's place
const MISDIRECTED = 421; // another server than the one that knows this page; it did nothing
const SERVER_HEADER = 'X-One-Layer-Server';

const ask = window.fetch.bind(window);
let session = ''; // the name that Gradio's part of the page has given it

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

/** Whether the server does not answer, or not to this page any more. */
function isServerAway() {
  return connection.state() !== 'here';
}

/**
 * Call when the server has started again and knows nothing of this page any more, before what waits for it goes on.
 * @param {() => Promise<void>} listener  gives it what the page has; done when the server has it
 */
export function onServerRestart(listener) {
  connection.onRestart.add(listener);
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
 * Whether a proxy answered because the server did not, or another server in its place. The server's own errors are JSON.
 * A proxy that waited too long had handed the request on: what only asks may be asked again, what does something may not.
 * @param {Response} response
 * @param {string} [method]
 */
function didNotArrive(response, method = 'GET') {
  if (response.status === MISDIRECTED) return true;
  if (!PROXY_FAILURES.includes(response.status)) return false;
  if (response.headers.get('Content-Type')?.includes('json')) return false;
  return response.status !== 504 || method.toUpperCase() === 'GET';
}

/** Between two streams that say that the page is open: is the server there, and is it the same? */
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
soon(); // which start of the server the page talks to
