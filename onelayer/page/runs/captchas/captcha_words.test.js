import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addToCount, describeCount, describeMaking, describeReading } from './captcha_words.js';

const captcha = (text, read) => ({ picture: '', text, read, windows: 70, digits: [] });

test('a reading is said with what the captcha says', () => {
  assert.equal(
    describeReading(captcha('8443', '8443'), 'shipped'),
    'The layer as it ships reads 8443 in 70 windows. That is right.',
  );
  assert.match(describeReading(captcha('8443', '844'), 'trained'), /trained on captchas reads 844 .* says 8443\.$/);
  assert.match(describeReading(captcha('8443', ''), 'trained'), /finds no digits\. The captcha says 8443\.$/);
});

test('a count grows, and keeps what was read wrong', () => {
  const wrong = captcha('1234', '123');
  const first = addToCount(null, [captcha('5678', '5678'), wrong]);
  assert.deepEqual(first, { done: 2, right: 1, failures: [wrong] });
  assert.deepEqual(addToCount(first, [captcha('1', '1')]), { done: 3, right: 2, failures: [wrong] });
});

test('a count is said, of the trained network if it is there', () => {
  const counted = (right) => ({ done: 100, right, failures: [] });
  const say = (shipped, trained, changes = {}) =>
    describeCount({ shipped, trained, isCounting: false, problem: '', ...changes });
  assert.match(say(counted(50), null), /^50 of 100 were read wrong: choose one/);
  assert.match(say(counted(50), counted(93)), /^7 of 100 were read wrong by the trained layer/);
  assert.equal(say(counted(50), counted(100)), 'All were read.');
  assert.match(say(null, null, { isCounting: true }), /^The server makes them/);
  assert.equal(say(null, null), '');
  assert.equal(say(counted(5), null, { problem: 'Not counted: lost.' }), 'Not counted: lost.');
});

test('the making is said with its seconds', () => {
  assert.equal(describeMaking(1220, 2000, 7.04), 'Made 1,220 of 2,000 captchas · 7.0 s');
});
