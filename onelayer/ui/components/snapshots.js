/** The snapshots of the shown run, and the one that the replay shows; other parts of the page follow it. */

import { decodeHalf } from '../../browser/safetensors.js';
import { decodeBytes } from './decoding.js';
import { beforeNextFrame } from './frame.js';
import { decodePicture } from './picture.js';

/** @import { Picture } from '../../browser/evidence.js' */
/** @import { InputForm } from '../../browser/inputs.js' */
/** @import { Network } from '../../browser/network.js' */

/**
 * @typedef {object} RunSnapshots  as the server sends them
 * @property {number[]} batches  the number of batches done at each snapshot
 * @property {number} epochs
 * @property {number} per_epoch  the number of batches in an epoch
 * @property {InputForm} input_form
 * @property {string} kernels  float16 in base64, 10 × 784 for each snapshot
 * @property {number[][]} biases  ten for each snapshot
 * @property {string[][]} pictures  what the network looks for: ten pictures for each snapshot, as `encode_pixels` makes
 *   them
 *
 * @typedef {object} Snapshot
 * @property {Picture[]} pictures
 * @property {number} epoch
 */

const KERNEL = 7840; // numbers in a kernel

class Snapshots {
  key = '';
  /** @type {RunSnapshots | null} */
  run = null;
  kernels = new Float32Array();
  position = 0;
  /** @type {((snapshot: Snapshot | null) => void)[]} */
  listeners = [];

  /**
   * Calls a listener with each snapshot that is shown, in the next frame; with null if there is none.
   * @param {(snapshot: Snapshot | null) => void} listener
   */
  onMove(listener) {
    this.listeners.push(listener);
  }

  /**
   * Shows the last snapshot of another run.
   * @param {string} key  the key of the run's network
   * @param {RunSnapshots | null} run  null for a network that ships
   */
  take(key, run) {
    this.key = key;
    this.run = run;
    this.kernels = Float32Array.from(new Uint16Array(decodeBytes(run?.kernels ?? '').buffer), decodeHalf);
    this.move(run ? run.batches.length - 1 : 0);
  }

  /** @param {number} position */
  move(position) {
    this.position = position;
    beforeNextFrame(this.tell);
  }

  tell = () => {
    const snapshot = this.look();
    for (const listener of this.listeners) listener(snapshot);
  };

  /**
   * The network of the shown snapshot; null if there is none.
   * @returns {Network | null}
   */
  get network() {
    const { run, position, kernels } = this;
    if (!run) return null;
    const kernel = kernels.subarray(KERNEL * position, KERNEL * (position + 1));
    return { kernel, bias: run.biases[position], inputForm: run.input_form };
  }

  /** @returns {Snapshot | null} */
  look() {
    const { run, position } = this;
    if (!run) return null;
    return {
      pictures: run.pictures[position].map((pixels, digit) => decodePicture(pixels, `Evidence for ${digit}`)),
      epoch: run.batches[position] / run.per_epoch,
    };
  }
}

export const snapshots = new Snapshots();
