import assert from 'node:assert/strict';
import test from 'node:test';
import { countByWriter, formatLesson, formatLessonEnd, formatMnistChange, gainOf } from './lesson_words.js';

const STRENGTHS = Array.from({ length: 21 }, (_, i) => i / 20);
const line = (from, to) => STRENGTHS.map((strength) => from + strength * (to - from));

/** A lesson whose accuracy on the drawings goes from one to the other; null if none was held out. */
function lessonOf(accuracies, writers = []) {
  return {
    drawings: 30,
    held_out: accuracies ? 30 : 0,
    seconds: 0.5,
    strengths: STRENGTHS,
    drawings_accuracy: accuracies && line(...accuracies),
    mnist_accuracy: line(0.975, 0.97),
    writers,
  };
}

test('the accuracies are those at the strength', () => {
  const lesson = lessonOf([0.8, 1]);
  assert.equal(
    formatLesson(lesson, 0.5),
    'Each of your drawings was read by a network that had not learned it. At this setting, 25 of MNIST’s 10,000 test digits are no longer read.',
  );
  assert.match(formatLesson(lesson, 0), /as many of MNIST’s 10,000 test digits are read as before\.$/);
});

test('a change on MNIST is said in digits', () => {
  for (const [before, after, sentence] of [
    [0.9947, 0.9927, '20 of MNIST’s 10,000 test digits are no longer read'],
    [0.9947, 0.9946, '1 of MNIST’s 10,000 test digits is no longer read'],
    [0.9947, 0.9947, 'as many of MNIST’s 10,000 test digits are read as before'],
    [0.9946, 0.9947, '1 more of MNIST’s 10,000 test digits is read than before'],
    [0.8, 0.9947, '1,947 more of MNIST’s 10,000 test digits are read than before'],
  ]) {
    assert.equal(formatMnistChange(before, after), sentence);
  }
});

test('a lesson that gains nothing, or makes things worse, says so', () => {
  const end = (accuracies) => formatLessonEnd(lessonOf(accuracies), 0.8);
  assert.equal(end([0.9, 1]), 'Learned from 30 drawings in 0.5 s. Your hand reads now, on the Draw tab.');
  assert.match(end([1, 1]), /, but nothing was gained: it reads as many drawings as before\. So nothing changes/);
  assert.match(end([0.9, 0.8]), /nothing was gained: it reads fewer of the drawings held out than before\./);
  assert.match(formatLesson(lessonOf([0.9, 0.8]), 0.8), /fewer of your drawings than before\. At 0/);
  assert.equal(gainOf(lessonOf(null), 0.8), Number.NaN, 'nobody knows');
});

test('too few drawings are said', () => {
  assert.match(formatLesson(lessonOf(null), 0.8), /^There are too few drawings to test with\./);
});

test('each of several writers is counted', () => {
  const writers = ['', 'Ada'].map((writer) => ({ writer, held_out: 4, accuracy: line(0.5, 1) }));
  assert.deepEqual(countByWriter(lessonOf([0.8, 1], writers), 0.5), [
    { name: 'You (no name)', drawings: 4, before: 2, after: 3 },
    { name: 'Ada', drawings: 4, before: 2, after: 3 },
    { name: 'All', drawings: 8, before: 4, after: 6 },
  ]);
  assert.deepEqual(countByWriter(lessonOf([0.8, 1]), 0.5), []);
});
