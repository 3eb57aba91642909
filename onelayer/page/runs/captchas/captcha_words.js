/** What the server gives of captchas that were read, and what the page says of them. */

/**
 * @typedef {object} FoundDigit
 * @property {number} digit
 * @property {number} certainty  0 to 1, over all windows that it may be in
 * @property {[left: number, top: number, right: number, bottom: number]} box  in the picture, 160 × 60
 * @property {string} image  base64 of 784 bytes: the window that the layer saw
 *
 * @typedef {object} ReadCaptcha
 * @property {string} picture  a data URL
 * @property {string} text  what it says
 * @property {string} read
 * @property {number} windows  that were looked at
 * @property {FoundDigit[]} digits
 *
 * @typedef {{font: string, noise: string, length: string}} Look  how captchas look: values of the radio buttons
 * @typedef {'shipped' | 'trained'} Reads  the network that ships, or the last that was trained on captchas
 * @typedef {{done: number, right: number, failures: ReadCaptcha[]}} Count
 * @typedef {Record<Reads, Count | null> & {isCounting: boolean, problem: string}} Counts
 */

export const COUNTED = 100; // captchas that are read to be counted

/**
 * Says what was read, and whether it is right.
 * @param {ReadCaptcha} captcha
 * @param {Reads} reads
 */
export function describeReading({ text, read, windows }, reads) {
  const who = reads === 'trained' ? 'The layer trained on captchas' : 'The layer as it ships';
  if (!read) return `${who} finds no digits. The captcha says ${text}.`;
  const truth = read === text ? 'That is right.' : `The captcha says ${text}.`;
  return `${who} reads ${read} in ${windows} windows. ${truth}`;
}

/**
 * Adds captchas that were read to a count.
 * @param {Count | null} count
 * @param {readonly ReadCaptcha[]} captchas
 * @returns {Count}
 */
export function addToCount(count, captchas) {
  const { done, right, failures } = count ?? { done: 0, right: 0, failures: [] };
  const wrong = captchas.filter(({ text, read }) => text !== read);
  return {
    done: done + captchas.length,
    right: right + captchas.length - wrong.length,
    failures: [...failures, ...wrong],
  };
}

/**
 * Says how far the count is, and what the failures below it are.
 * @param {Counts} counts
 */
export function describeCount({ shipped, trained, isCounting, problem }) {
  if (problem) return problem;
  const count = trained ?? shipped;
  if (!count?.done) return isCounting ? 'The server makes them, and reads them …' : '';
  const wrong = count.done - count.right;
  if (!wrong) return 'All were read.';
  return `${wrong} of ${count.done} were read wrong${trained ? ' by the trained layer' : ''}: choose one to look at it.`;
}

/**
 * Says how far a training is.
 * @param {number} done  captchas that are made
 * @param {number} count
 * @param {number} seconds
 */
export function describeMaking(done, count, seconds) {
  return `Made ${done.toLocaleString('en')} of ${count.toLocaleString('en')} captchas · ${seconds.toFixed(1)} s`;
}
