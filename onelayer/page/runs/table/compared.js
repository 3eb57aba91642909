/** The networks that are compared. */

import { Listeners } from '../../dom/listeners.js';

/** @typedef {{name: string, form: string, isRun: boolean}} ComparedNetwork  form: of its inputs */

const MOST_COMPARED = 4;

class Compared {
  /** @type {readonly string[]} */
  keys = [];
  /** @type {Listeners} */
  #changes = new Listeners();
  /** Calls a listener when others are compared, and once now. */
  onChange = this.#changes.follow;

  /** @param {readonly string[]} keys  in the order in which they were chosen */
  set(keys) {
    if (keys.length === this.keys.length && keys.every((key, i) => key === this.keys[i])) return;
    this.keys = keys;
    this.#changes.tell();
  }

  /**
   * Adds a network, or removes it if it is one of the compared.
   * @param {string} key
   * @returns {string} why it cannot be added, without its name; empty if it was added or removed
   */
  toggle(key) {
    const others = this.keys.filter((other) => other !== key);
    if (others.length >= MOST_COMPARED) {
      return `${MOST_COMPARED} are compared, which is the most. Untick one to compare `;
    }
    this.set(others.length < this.keys.length ? others : [...others, key]);
    return '';
  }
}

export const compared = new Compared();

/**
 * Says what is compared.
 * @param {readonly ComparedNetwork[]} networks
 */
export function describeComparison(networks) {
  const [one, other] = networks;
  const runs = networks.filter(({ isRun }) => isRun).map(({ name }) => name);
  const curves = runs.length ? `Curves of ${runs.join(', ')}. ` : '';
  const scale =
    one.form === other.form ? '' : `, each on its own scale: their inputs differ (${one.form}, ${other.form})`;
  return `${curves}Pictures: what **${other.name}** looks for more (orange) or less (blue) than **${one.name}**${scale}.`;
}
