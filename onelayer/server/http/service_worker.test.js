import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const SCRIPT = readFileSync(new URL('./service_worker.js', import.meta.url), 'utf8');
const SCOPE = 'https://host.example/teaching/digits/';
const PAGE = { headers: { 'X-One-Layer-Version': 'v1' } };

/** The worker under a path of a host, with caches and a server of its own. `server` answers by address. */
function start({ version = 'v1', stores = new Map() } = {}) {
  const listeners = {};
  const site = { server: new Map(), asked: [], stores, patience: null };
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    open: async (name) => {
      const store = stores.get(name) ?? new Map();
      stores.set(name, store);
      return {
        match: async (url) => store.get(url)?.clone(),
        put: async (url, response) => void store.set(url, response),
      };
    },
  };
  const fetch = async (request) => {
    const url = request.url ?? request;
    site.asked.push(url);
    const answer = site.server.get(url);
    if (!answer) throw new TypeError('refused');
    return answer();
  };
  const self = {
    location: { href: `${SCOPE}service-worker.js?version=${version}` },
    registration: { scope: SCOPE },
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    addEventListener: (name, listener) => {
      listeners[name] = listener;
    },
  };
  const setTimeout = (call, _wait, value) => {
    site.patience = () => call(value);
  };
  vm.runInNewContext(SCRIPT, { self, caches, fetch, setTimeout, URL, Response, Promise, TypeError });

  /** What the worker answers, null if it leaves it to the browser; and all its work done. */
  async function ask(path, { mode = 'cors', method = 'GET' } = {}) {
    let answer = null;
    const works = [];
    const request = { url: new URL(path, SCOPE).href, mode, method };
    listeners.fetch({
      request,
      respondWith: (response) => {
        answer = response;
      },
      waitUntil: (work) => works.push(work),
    });
    const response = await answer;
    if (!site.isHanging) await Promise.all(works);
    return response;
  }

  async function tell(name, data) {
    const works = [];
    listeners[name]({ data, waitUntil: (work) => works.push(work) });
    await Promise.all(works);
  }

  const serve = (path, text, options) => site.server.set(new URL(path, SCOPE).href, () => new Response(text, options));
  return { ask, tell, serve, site };
}

test('what the page asks as an app, and what is not below the page, is left to the browser', async () => {
  const { ask } = start();
  for (const path of ['gradio_api/queue/data?session_hash=1', 'alive', 'service-worker.js?version=v1', '/elsewhere/'])
    assert.equal(await ask(path), null);
  assert.equal(await ask('theme.css', { method: 'POST' }), null);
  assert.equal(await ask('file=a.txt', { mode: 'navigate' }), null);
});

test('the page is the server’s while it answers, and the last one while it does not', async () => {
  const { ask, serve, site } = start();
  serve('', 'first', PAGE);
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'first');
  serve('', 'second', PAGE);
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'second');
  site.server.clear();
  assert.equal(await (await ask('?__theme=dark', { mode: 'navigate' })).text(), 'second');
});

test('what a proxy or a sleeping Space sends in its place is neither kept nor shown', async () => {
  const { ask, serve } = start();
  serve('', 'page', PAGE);
  await ask('', { mode: 'navigate' });
  serve('', 'Bad gateway', { status: 502 });
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'page');
  serve('', 'This Space is waking up');
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'This Space is waking up');
  serve('', 'Bad gateway', { status: 502 });
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'page');
});

test('a server that takes too long is not waited for', async () => {
  const { ask, serve, site } = start();
  serve('', 'page', PAGE);
  await ask('', { mode: 'navigate' });
  site.isHanging = true;
  site.server.set(SCOPE, () => new Promise(() => {}));
  const answer = ask('', { mode: 'navigate' });
  await new Promise((resolve) => setImmediate(resolve));
  site.patience();
  assert.equal(await (await answer).text(), 'page');
});

test('without a kept page there is what the browser would show', async () => {
  const { ask, serve } = start();
  await assert.rejects(ask('', { mode: 'navigate' }), TypeError);
  serve('', 'Bad gateway', { status: 502 });
  assert.equal((await ask('', { mode: 'navigate' })).status, 502);
});

test('what has content for good is fetched once', async () => {
  const { ask, serve, site } = start();
  serve('assets/index-1a2b.js', 'script');
  for (let i = 0; i < 3; i++) assert.equal(await (await ask('assets/index-1a2b.js')).text(), 'script');
  assert.equal(site.asked.length, 1);
});

test('what is not there is not kept', async () => {
  const { ask, serve } = start();
  serve('modules/1a2b/ui/components/answer.js', 'no', { status: 404 });
  await ask('modules/1a2b/ui/components/answer.js');
  serve('modules/1a2b/ui/components/answer.js', 'module');
  assert.equal(await (await ask('modules/1a2b/ui/components/answer.js')).text(), 'module');
});

test('other parts of the page are as new as the server gives them', async () => {
  const { ask, serve, site } = start();
  serve('theme.css?v=1', 'old');
  await ask('theme.css?v=1');
  serve('theme.css?v=1', 'new');
  assert.equal(await (await ask('theme.css?v=1')).text(), 'new');
  site.server.clear();
  assert.equal(await (await ask('theme.css?v=1')).text(), 'new');
});

test('what was loaded before the worker was there is kept when the page names it', async () => {
  const { ask, tell, serve, site } = start();
  serve('', 'page', PAGE);
  serve('assets/a.js', 'a');
  serve('alive', '{}');
  const urls = ['', 'assets/a.js', 'assets/gone.js', 'alive', '/elsewhere'].map((path) => new URL(path, SCOPE).href);
  await tell('message', { keep: urls });
  assert.deepEqual(site.asked, urls.slice(0, 3));
  site.server.clear();
  assert.equal(await (await ask('', { mode: 'navigate' })).text(), 'page');
  assert.equal(await (await ask('assets/a.js')).text(), 'a');
});

test('another version forgets what this one kept, and nothing of other pages of the host', async () => {
  const stores = new Map([['one-layer https://host.example/other/ v1', new Map()]]);
  const old = start({ stores });
  old.serve('', 'page', PAGE);
  await old.ask('', { mode: 'navigate' });
  const next = start({ version: 'v2', stores });
  await next.tell('activate');
  assert.deepEqual([...stores.keys()], ['one-layer https://host.example/other/ v1']);
});
