import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { createConnection, FIRST_WAIT, LONGEST_WAIT, SLOW } from './connection.js';

const VERSION = 'v1';

/** A server that can go and come, a clock that goes when it is told to, and all states that were told. */
function start() {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (milliseconds) => {
    mock.timers.tick(milliseconds);
    await settle();
  };
  const site = { version: VERSION, probes: 0, sent: [], told: [] };
  const probe = async () => {
    site.probes += 1;
    if (!site.version) throw new TypeError('refused');
    return site.version;
  };
  const connection = createConnection(probe, VERSION);
  connection.onChange.add((state) => site.told.push(state));
  const request = (name, signal) =>
    connection.request(async () => {
      site.sent.push(name);
      if (!site.version) throw new TypeError('refused');
      return `answer to ${name}`;
    }, signal);
  return { connection, request, site, pass, settle };
}

test('while the server is there, requests go through and nothing is told', async () => {
  const { request, site } = start();
  assert.equal(await request('a'), 'answer to a');
  assert.deepEqual(site.told, []);
});

test('a request that finds the server away tells so at once, waits, and is made again when it is back', async () => {
  const { request, site, pass, settle } = start();
  site.version = '';
  const answers = [request('a')];
  await settle();
  assert.deepEqual(site.told, ['away']);
  answers.push(request('b'), request('c'));
  await settle();
  assert.deepEqual(site.sent, ['a']);
  site.version = VERSION;
  await pass(FIRST_WAIT);
  assert.deepEqual(await Promise.all(answers), ['answer to a', 'answer to b', 'answer to c']);
  assert.deepEqual(site.sent.sort(), ['a', 'a', 'b', 'c']);
  assert.deepEqual(site.told, ['away', 'here']);
});

test('a server that goes again while it is asked is waited for again', async () => {
  const { request, site, pass, settle } = start();
  site.version = '';
  const answer = request('a');
  await settle();
  await pass(FIRST_WAIT);
  site.version = VERSION;
  await pass(LONGEST_WAIT);
  assert.equal(await answer, 'answer to a');
  site.version = '';
  const again = request('b');
  await settle();
  site.version = VERSION;
  await pass(FIRST_WAIT);
  assert.equal(await again, 'answer to b');
  assert.deepEqual(site.told, ['away', 'here', 'away', 'here']);
});

test('it is asked for less and less often, but always again', async () => {
  const { connection, site, pass } = start();
  site.version = '';
  await connection.ask();
  assert.equal(site.probes, 1);
  for (const [wait, probes] of [
    [FIRST_WAIT, 2],
    [FIRST_WAIT, 2],
    [0.5 * FIRST_WAIT, 3],
    [LONGEST_WAIT, 4],
    [LONGEST_WAIT, 5],
    [LONGEST_WAIT, 6],
    [LONGEST_WAIT, 7],
  ]) {
    await pass(wait);
    assert.equal(site.probes, probes);
  }
});

test('what is told while an answer is under way is looked into after it', async () => {
  const { connection, site } = start();
  connection.ask();
  const afresh = connection.askAfresh();
  site.version = ''; // its answer was on its way by then
  assert.equal(await afresh, false);
  assert.equal(site.probes, 2);
  assert.deepEqual(site.told, ['away']);
});

test('another version of the app gets nothing that was meant for this one', async () => {
  const { request, site, pass, settle } = start();
  site.version = '';
  request('press');
  await settle();
  site.version = 'v2';
  await pass(FIRST_WAIT);
  await pass(10 * LONGEST_WAIT);
  assert.deepEqual(site.told, ['away', 'replaced']);
  assert.deepEqual(site.sent, ['press']);
});

test('what fails again and again while the server answers others fails', async () => {
  const { connection, site } = start();
  const send = async () => {
    site.sent.push('blocked');
    throw new TypeError('blocked');
  };
  await assert.rejects(connection.request(send), /blocked/);
  assert.deepEqual(site.sent, ['blocked', 'blocked']);
  assert.deepEqual(site.told, []);
});

test('other errors are not the connection, and are passed on', async () => {
  const { connection, site } = start();
  await assert.rejects(
    connection.request(async () => Promise.reject(new SyntaxError('no'))),
    SyntaxError,
  );
  assert.equal(site.probes, 0);
});

test('what is given up while it waits is not sent', async () => {
  const { connection, request, site, pass } = start();
  site.version = '';
  await connection.ask();
  const giveUp = new AbortController();
  const press = request('press', giveUp.signal);
  giveUp.abort();
  await assert.rejects(press, { name: 'AbortError' });
  site.version = VERSION;
  await pass(FIRST_WAIT);
  assert.deepEqual(site.sent, []);
});

test('where no answer comes for long, one looks whether the server is there', async () => {
  const { connection, site, pass } = start();
  connection.request(() => new Promise(() => {}));
  site.version = '';
  await pass(SLOW - 1);
  assert.equal(site.probes, 0);
  await pass(1);
  assert.deepEqual(site.told, ['away']);
});
