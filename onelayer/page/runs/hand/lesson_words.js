/** What a lesson came to, in words: accuracy on the visitor's drawings and on MNIST, before and after. */

import { formatCount } from '../../dom/words.js';
import { strengthIndex } from '../../store/things.js';

/** @import { Lesson } from '../../store/things.js' */

/** @typedef {{name: string, drawings: number, before: number, after: number}} Counts  how many drawings are read right */

export const READY =
  'Write some digits, then press “Learn my hand”. You will see how well it reads them before and after.';
const MNIST_DIGITS = 10_000; // test images
const NO_NAME = 'You (no name)';

/**
 * How much higher the accuracy on held out drawings is at a strength than before the lesson; NaN if none was held out.
 * @param {Lesson} lesson
 * @param {number} strength
 */
export function gainOf(lesson, strength) {
  const accuracy = lesson.drawings_accuracy ?? [];
  return accuracy[strengthIndex(lesson, strength)] - accuracy[0];
}

/**
 * Says what the accuracies mean at a strength.
 * @param {Lesson} lesson
 * @param {number} strength
 */
export function formatLesson(lesson, strength) {
  const { drawings_accuracy, mnist_accuracy } = lesson;
  const mnist = formatMnistChange(mnist_accuracy[0], mnist_accuracy[strengthIndex(lesson, strength)]);
  if (drawings_accuracy === null) {
    return `There are too few drawings to test with. Write each digit at least twice, and you will see how well it reads drawings that it has not learned. At this setting, ${mnist}.`;
  }
  if (gainOf(lesson, strength) < 0) {
    return 'At this setting it reads fewer of your drawings than before. At 0 it is the network as it was. More drawings of the digits that it misreads may help.';
  }
  return `Each of your drawings was read by a network that had not learned it. At this setting, ${mnist}.`;
}

/**
 * Says how many more or fewer of MNIST's test digits are read right.
 * @param {number} before  accuracy, 0 to 1
 * @param {number} after
 */
export function formatMnistChange(before, after) {
  const lost = Math.round(MNIST_DIGITS * (before - after));
  const all = `of MNIST’s ${MNIST_DIGITS.toLocaleString('en')} test digits`;
  if (!lost) return `as many ${all} are read as before`;
  const verb = Math.abs(lost) === 1 ? 'is' : 'are';
  if (lost > 0) return `${lost.toLocaleString('en')} ${all} ${verb} no longer read`;
  return `${(-lost).toLocaleString('en')} more ${all} ${verb} read than before`;
}

/**
 * Says how a lesson ended.
 * @param {Lesson} lesson
 * @param {number} strength  at which it would be used
 */
export function formatLessonEnd(lesson, strength) {
  const learned = `Learned from ${formatCount(lesson.drawings, 'drawing')} in ${lesson.seconds.toFixed(1)} s`;
  const gain = gainOf(lesson, strength);
  if (!(gain <= 0)) return `${learned}. Your hand reads now, on the Draw tab.`;
  const read = gain ? 'it reads fewer of the drawings held out than before' : 'it reads as many drawings as before';
  return `${learned}, but nothing was gained: ${read}. So nothing changes, unless you press “Use it anyway”.`;
}

/**
 * Counts for each of several writers how many held out drawings are read right, and for all together at the end; empty
 * if there is one writer.
 * @param {Lesson} lesson
 * @param {number} strength
 * @returns {Counts[]}
 */
export function countByWriter(lesson, strength) {
  if (!lesson.writers.length) return [];
  const at = strengthIndex(lesson, strength);
  const counts = lesson.writers.map(({ writer, held_out: drawings, accuracy }) => ({
    name: writer || NO_NAME,
    drawings,
    before: Math.round(drawings * accuracy[0]),
    after: Math.round(drawings * accuracy[at]),
  }));
  const sum = (/** @type {'drawings' | 'before' | 'after'} */ key) => counts.reduce((all, each) => all + each[key], 0);
  return [...counts, { name: 'All', drawings: sum('drawings'), before: sum('before'), after: sum('after') }];
}
