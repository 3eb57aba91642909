import assert from 'node:assert/strict';
import test from 'node:test';
import { createConnection, FIRST_WAIT, ForgottenError, LONGEST_WAIT, RESTORE_LIMIT, SLOW } from './connection.js';

const VERSION = 'v1';

/** A server that can go and come, a clock that goes when it is told to, and all states that were told. */
function start() {
  let time = 0;
  let timers = [];
  const clock = {
    later: (call, wait) => {
      const timer = { call, at: time + wait };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => {
      timers = timers.filter((each) => each !== timer);
    },
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (milliseconds) => {
    time += milliseconds;
    for (const timer of timers.filter(({ at }) => at <= time)) {
      clock.cancel(timer);
      timer.call();
    }
    await settle();
  };
  const site = { alive: { server: 'first', version: VERSION }, probes: 0, sent: [], told: [] };
  const probe = async () => {
    site.probes += 1;
    if (!site.alive) throw new TypeError('refused');
    return site.alive;
  };
  const connection = createConnection(probe, VERSION, clock);
  connection.onChange.add((state) => site.told.push(state));
  const request = (name, signal) =>
    connection.request(async () => {
      site.sent.push(name);
      if (!site.alive) throw new TypeError('refused');
      return `answer to ${name}`;
    }, signal);
  return { connection, request, site, pass, settle };
}

test('while the server is there, requests go through and nothing is told', async () => {
  const { request, site } = start();
  assert.equal(await request('a'), 'answer to a');
  assert.deepEqual(site.told, []);
});

test('what finds it away tells so at once, waits, and goes on by itself in the order in which it was asked', async () => {
  const { request, site, pass, settle } = start();
  site.alive = null;
  const answers = [request('a')];
  await settle();
  assert.deepEqual(site.told, ['away']);
  answers.push(request('b'), request('c'));
  await settle();
  assert.deepEqual(site.sent, ['a']);
  site.alive = { server: 'first', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(await Promise.all(answers), ['answer to a', 'answer to b', 'answer to c']);
  assert.deepEqual(site.sent, ['a', 'a', 'b', 'c']);
  assert.deepEqual(site.told, ['away', 'here']);
});

test('it is asked for less and less often, but always again', async () => {
  const { connection, site, pass } = start();
  site.alive = null;
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
  site.alive = null; // its answer was on its way by then
  assert.equal(await afresh, false);
  assert.equal(site.probes, 2);
  assert.deepEqual(site.told, ['away']);
});

test('a server that has started again is given what the page has before anything else', async () => {
  const { connection, request, site, pass, settle } = start();
  await connection.ask();
  connection.onRestart.add(async () => void (await request('given back')));
  site.alive = null;
  const press = request('press');
  await settle();
  site.alive = { server: 'second', version: VERSION };
  await pass(FIRST_WAIT);
  await press;
  assert.deepEqual(site.sent, ['press', 'given back', 'press']);
});

test('one that is only back is not', async () => {
  const { connection, request, site, pass } = start();
  await connection.ask();
  connection.onRestart.add(async () => void (await request('given back')));
  site.alive = null;
  await connection.ask();
  site.alive = { server: 'first', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(site.sent, []);
});

test('nor is the first that a page opened without a server meets', async () => {
  const { connection, request, site, pass } = start();
  connection.onRestart.add(async () => void (await request('given back')));
  site.alive = null;
  await connection.ask();
  site.alive = { server: 'first', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(site.sent, []);
});

test('a restart that nobody saw is noticed when the server is asked', async () => {
  const { connection, request, site } = start();
  await connection.ask();
  connection.onRestart.add(async () => void (await request('given back')));
  site.alive = { server: 'second', version: VERSION };
  await connection.ask();
  await connection.ask();
  assert.deepEqual(site.sent, ['given back']);
});

test('another server that gets what was meant for the first is given what the page has, once, then asked', async () => {
  const { connection, site } = start();
  await connection.ask();
  site.alive = { server: 'second', version: VERSION };
  const request = (name) =>
    connection.request(async (meant) => {
      site.sent.push(`${name} for the ${meant}`);
      if (meant !== site.alive.server) throw new TypeError('misdirected');
      return name;
    });
  connection.onRestart.add(async () => void (await request('given back')));
  assert.deepEqual(await Promise.all([request('a'), request('b')]), ['a', 'b']);
  assert.deepEqual(site.sent, [
    'a for the first',
    'b for the first',
    'given back for the second',
    'a for the second',
    'b for the second',
  ]);
  assert.deepEqual(site.told, []);
});

test('one that is found out again while it is given back what the page has is not given it twice', async () => {
  const { connection, site, settle } = start();
  await connection.ask();
  site.alive = { server: 'second', version: VERSION };
  let restarts = 0;
  let done = () => {};
  connection.onRestart.add(() => {
    restarts += 1;
    return new Promise((go) => {
      done = () => go(undefined);
    });
  });
  const asked = [connection.ask()];
  await settle();
  asked.push(connection.ask());
  await settle();
  done();
  await Promise.all(asked);
  assert.equal(restarts, 1);
  assert.equal(await connection.request(async (meant) => meant), 'second');
});

test('giving back that fails or takes for ever holds nothing up for ever', async () => {
  const { connection, request, site, pass, settle } = start();
  await connection.ask();
  connection.onRestart.add(async () => Promise.reject(new Error('no')));
  connection.onRestart.add(() => new Promise(() => {}));
  site.alive = null;
  const press = request('press');
  await settle();
  site.alive = { server: 'second', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(site.told, ['away']);
  await pass(RESTORE_LIMIT);
  assert.equal(await press, 'answer to press');
});

test('a server that goes again while it is given back what the page has is given it again', async () => {
  const { connection, request, site, pass, settle } = start();
  await connection.ask();
  let restarts = 0;
  connection.onRestart.add(async () => {
    restarts += 1;
    if (restarts === 1) site.alive = null;
    await request(`given back ${restarts}`);
  });
  site.alive = null;
  const press = request('press');
  await settle();
  site.alive = { server: 'second', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(site.sent, ['press', 'given back 1']);
  assert.ok(site.probes < 5, 'it is not asked all the time');
  site.alive = { server: 'third', version: VERSION };
  await pass(FIRST_WAIT);
  await press;
  await pass(RESTORE_LIMIT);
  assert.deepEqual(site.sent, ['press', 'given back 1', 'given back 2', 'press', 'given back 1']);
  assert.deepEqual(site.told, ['away', 'here']);
});

test('another version of the app gets nothing that was meant for this one', async () => {
  const { request, site, pass, settle } = start();
  site.alive = null;
  request('press');
  await settle();
  site.alive = { server: 'second', version: 'v2' };
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
  site.alive = null;
  await connection.ask();
  const giveUp = new AbortController();
  const press = request('press', giveUp.signal);
  giveUp.abort();
  await assert.rejects(press, { name: 'AbortError' });
  site.alive = { server: 'first', version: VERSION };
  await pass(FIRST_WAIT);
  assert.deepEqual(site.sent, []);
});

test('where no answer comes for long, one looks whether the server is there', async () => {
  const { connection, site, pass } = start();
  connection.request(() => new Promise(() => {}));
  site.alive = null;
  await pass(SLOW - 1);
  assert.equal(site.probes, 0);
  await pass(1);
  assert.deepEqual(site.told, ['away']);
});

test('a server that has let go of the session is given back what the page has, once, and then asked again', async () => {
  const { connection, site, settle } = start();
  const gone = { forgotten: true };
  const done = [];
  let given = () => {};
  connection.onRestart.add(async () => {
    done.push(await connection.request(async () => 'given back'));
    await new Promise((resolve) => {
      given = () => resolve(null);
    });
  });
  const ask = (name) =>
    connection.request(async () => {
      if (gone.forgotten) throw new ForgottenError('gone');
      done.push(name);
      return name;
    });
  const answers = [ask('a'), ask('b')];
  await settle();
  gone.forgotten = false;
  assert.deepEqual(done, ['given back']);
  given();
  assert.deepEqual(await Promise.all(answers), ['a', 'b']);
  assert.deepEqual(done, ['given back', 'a', 'b']);
  assert.deepEqual(site.told, []);
});

test('one that lets go again and again is not asked for ever', async () => {
  const { connection } = start();
  let tries = 0;
  const asked = connection.request(async () => {
    tries += 1;
    throw new ForgottenError('gone');
  });
  await assert.rejects(asked, ForgottenError);
  assert.equal(tries, 2);
});
