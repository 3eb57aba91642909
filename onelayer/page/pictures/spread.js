/** Labels that do not lie on one another. */

/**
 * Moves labels apart that would lie on one another, each as near as possible to where it belongs: labels that touch form
 * a block, whose middle is where its labels wanted to be on average.
 * @param {number[]} wanted  the middle of each label, in any unit
 * @param {number} room  that a label takes
 * @param {number} width  of the line, from 0; labels that do not fit overlap evenly
 * @returns {number[]} the middle of each label, from left to right as they are given
 */
export function spread(wanted, room, width) {
  const step = Math.min(room, width / Math.max(1, wanted.length));
  /** @type {{first: number, count: number}[]} */
  const blocks = []; // first: the middle of its first label
  const inside = (/** @type {number} */ first, /** @type {number} */ count) =>
    Math.max(step / 2, Math.min(width - step * (count - 0.5), first));
  for (const place of wanted) {
    let block = { first: inside(place, 1), count: 1 };
    for (let last = blocks.at(-1); last && last.first + step * last.count > block.first; last = blocks.at(-1)) {
      blocks.pop();
      const count = last.count + block.count;
      const first = (last.first * last.count + (block.first - step * last.count) * block.count) / count;
      block = { first: inside(first, count), count };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + step * i));
}

/**
 * Does the same with labels that are given in any order.
 * @param {number[]} wanted
 * @param {number} room
 * @param {number} width
 */
export function spreadUnsorted(wanted, room, width) {
  const order = [...wanted.keys()].sort((one, other) => wanted[one] - wanted[other]);
  const sorted = order.map((label) => wanted[label]);
  const places = spread(sorted, room, width);
  return wanted.map((_, label) => places[order.indexOf(label)]);
}
