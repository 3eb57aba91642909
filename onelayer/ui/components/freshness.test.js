import assert from 'node:assert/strict';
import test from 'node:test';
import { createFreshness } from './freshness.js';

/** A clock that goes when it is told to, and all that was told. */
function start() {
  let time = 0;
  let timers = [];
  const told = [];
  const clock = {
    now: () => time,
    later: (call, wait) => {
      const timer = { call, at: time + wait };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => {
      timers = timers.filter((each) => each !== timer);
    },
  };
  const pass = (milliseconds) => {
    time += milliseconds;
    for (const timer of timers.filter(({ at }) => at <= time)) {
      clock.cancel(timer);
      timer.call();
    }
  };
  return { ...createFreshness((isStale) => told.push(isStale), clock), pass, told };
}

test('an answer in time is fresh, and nothing is told', () => {
  const { asked, answered, pass, told } = start();
  asked(1);
  pass(300);
  answered(1);
  pass(5000);
  assert.deepEqual(told, []);
});

test('no answer in time is stale, and fresh when it has come', () => {
  const { asked, answered, pass, told } = start();
  asked(1);
  pass(599);
  assert.deepEqual(told, []);
  pass(1);
  assert.deepEqual(told, [true]);
  answered(1);
  assert.deepEqual(told, [true, false]);
});

test('a late answer to an earlier change does not count', () => {
  const { asked, answered, pass, told } = start();
  asked(1);
  asked(2);
  pass(700);
  answered(1);
  assert.deepEqual(told, [true]);
  answered(2);
  assert.deepEqual(told, [true, false]);
});

test('a pen that moves on is fresh while answers follow, though each is of an earlier change', () => {
  const { asked, answered, pass, told } = start();
  for (let number = 1; number < 200; number++) {
    asked(number);
    pass(16);
    if (number > 20) answered(number - 20);
  }
  assert.deepEqual(told, []);
});

test('without answers it is stale although the pen still moves', () => {
  const { asked, pass, told } = start();
  for (let number = 1; number < 50; number++) {
    asked(number);
    pass(16);
  }
  assert.deepEqual(told, [true]);
});

test('what the server itself puts on the pad needs no number', () => {
  const { asked, answered, pass, told } = start();
  asked(1);
  answered(undefined);
  pass(5000);
  assert.deepEqual(told, []);
});
