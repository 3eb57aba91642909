/** The snapshots of the shown run, and the one that the replay shows; other parts of the page follow it. */

import { beforeNextFrame } from '../../dom/frame.js';
import { Listeners } from '../../dom/listeners.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Run, Snapshot } from '../../store/things.js' */

class Snapshots {
  key = '';
  /** @type {Run | null} */
  run = null;
  /** @type {readonly Snapshot[]} */
  all = [];
  position = 0;
  /** @type {Listeners<Snapshot | null>} */
  #moves = new Listeners();
  /** Calls a listener with each snapshot that is shown, in the next frame; with null if there is none. */
  onMove = this.#moves.add;

  /**
   * Shows the last snapshot of another run.
   * @param {string} key  the key of the run's network
   * @param {Run | null} run  null for a network that ships
   * @param {readonly Snapshot[]} all  of the run
   */
  take(key, run, all) {
    this.key = key;
    this.run = all.length ? run : null;
    this.all = all;
    this.move(all.length - 1);
  }

  /** @param {number} position */
  move(position) {
    this.position = position;
    beforeNextFrame(this.tell);
  }

  tell = () => this.#moves.tell(this.snapshot);

  /** The shown snapshot; null if there is none. */
  get snapshot() {
    return this.all[this.position] ?? null;
  }

  /** Epochs done at the shown snapshot; null if there is none. */
  get epoch() {
    return this.snapshot && this.run ? this.snapshot.batches / this.run.batches : null;
  }

  /**
   * The network of the shown snapshot; null if there is none.
   * @returns {Network | null}
   */
  get network() {
    const { snapshot, run } = this;
    return snapshot && run && { kernel: snapshot.kernel, bias: snapshot.bias, inputForm: run.recipe.input_form };
  }
}

export const snapshots = new Snapshots();
