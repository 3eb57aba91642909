/**
 * Paths from the first piece to the last: the most probable numbers, and how probable each step is. The same as
 * onelayer/reading/numbers/path.py.
 */

/**
 * @typedef {object} Step
 * @property {number} start  the place that it goes from: 0 before the first piece, and so on
 * @property {number} end  the place that it goes to
 * @property {number} arc  the number of its arc
 * @property {number | null} digit  null for a ligature
 * @property {number} score  the larger the more probable
 *
 * @typedef {{text: string, steps: Step[], score: number}} Path  the best path of one number
 *
 * @typedef {object} Totals  log sums over all paths
 * @property {number[]} to  to each place
 * @property {number[]} onward  from each place to the end
 */

/**
 * Returns log Σ exp(value); −∞ without values.
 * @param {number[]} values
 */
function addLogs(values) {
  const largest = Math.max(...values);
  if (largest === -Infinity) return largest;
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/**
 * Finds the best path of each of the best numbers, the best first.
 * @param {Step[]} steps  in the order of their starts
 * @param {number} places  paths go from place 0 to the last
 * @param {number} count  the most numbers to find
 */
export function bestPaths(steps, places, count) {
  /** @type {Map<string, Path>[]} */
  const best = Array.from({ length: places }, () => new Map());
  best[0].set('', { text: '', steps: [], score: 0 });
  let done = -1;
  for (const step of steps) {
    if (step.start > done) {
      done = step.start; // all steps to this place are known: keep its best
      best[done] = keepBest(best[done], count);
    }
    const arrived = best[step.end];
    for (const path of best[step.start].values()) {
      const text = step.digit === null ? path.text : `${path.text}${step.digit}`;
      const score = path.score + step.score;
      const other = arrived.get(text);
      if (!other || score > other.score) arrived.set(text, { text, steps: [...path.steps, step], score });
    }
  }
  return [...keepBest(best[places - 1], count).values()].filter((path) => path.text);
}

/**
 * @param {Map<string, Path>} paths
 * @param {number} count
 */
function keepBest(paths, count) {
  const kept = [...paths.values()].sort((a, b) => b.score - a.score).slice(0, count);
  return new Map(kept.map((path) => [path.text, path]));
}

/**
 * Sums over all paths.
 * @param {Step[]} steps  in the order of their starts
 * @param {number} places
 * @returns {Totals}
 */
export function sumPaths(steps, places) {
  /** @type {Step[][]} */
  const byEnd = Array.from({ length: places }, () => []);
  /** @type {Step[][]} */
  const byStart = Array.from({ length: places }, () => []);
  for (const step of steps) {
    byEnd[step.end].push(step);
    byStart[step.start].push(step);
  }
  const to = new Array(places).fill(-Infinity);
  const onward = new Array(places).fill(-Infinity);
  to[0] = onward[places - 1] = 0;
  for (let place = 1; place < places; place++) {
    to[place] = addLogs(byEnd[place].map((step) => to[step.start] + step.score));
  }
  for (let place = places - 2; place >= 0; place--) {
    onward[place] = addLogs(byStart[place].map((step) => step.score + onward[step.end]));
  }
  return { to, onward };
}

/**
 * Returns the probability that the path takes a step.
 * @param {Step} step
 * @param {Totals} totals
 */
export function probabilityOfStep({ start, end, score }, { to, onward }) {
  return Math.exp(Math.min(to[start] + score + onward[end] - onward[0], 0));
}

/**
 * Returns the probability of a number, over all paths that give it.
 * @param {string} text
 * @param {Step[]} steps
 * @param {number} places
 * @param {Totals} totals
 */
export function probabilityOf(text, steps, places, totals) {
  /** @type {Map<number, number[]>[]} */
  const sums = Array.from({ length: places }, () => new Map()); // by how many of its digits are written
  sums[0].set(0, [0]);
  for (const { start, end, digit, score } of steps) {
    for (const [written, scores] of sums[start]) {
      if (digit !== null && text[written] !== String(digit)) continue;
      const after = digit === null ? written : written + 1;
      const arrived = sums[end].get(after) ?? [];
      arrived.push(addLogs(scores) + score);
      sums[end].set(after, arrived);
    }
  }
  const score = addLogs(sums[places - 1].get(text.length) ?? []);
  return Math.exp(Math.min(score - totals.onward[0], 0));
}
