/** The snapshots of the run that is shown, and which of them is looked at: the replay moves, other parts follow. */

import { decodeHalf } from '../../browser/safetensors.js';
import { decodeBytes } from './decoding.js';
import { beforeNextFrame } from './frame.js';
import { decodePicture } from './picture.js';

/** @import { Picture } from '../../browser/evidence.js' */
/** @import { InputForm } from '../../browser/inputs.js' */
/** @import { Network } from '../../browser/network.js' */

/**
 * @typedef {object} RunSnapshots  as the server sends them
 * @property {number[]} batches  done at each
 * @property {number} epochs
 * @property {number} per_epoch  batches of an epoch
 * @property {InputForm} input_form
 * @property {string} kernels  base64 of float16, 10 × 784 for each
 * @property {number[][]} biases
 * @property {string[][]} pictures  what each looks for, ten pictures as `encode_pixels` makes them
 *
 * @typedef {object} Snapshot
 * @property {Picture[]} pictures
 * @property {number} epoch
 */

const KERNEL = 7840; // numbers

class Snapshots {
  key = '';
  /** @type {RunSnapshots | null} */
  run = null;
  kernels = new Float32Array();
  position = 0;
  /** @type {((snapshot: Snapshot | null) => void)[]} */
  listeners = [];

  /**
   * Hear which snapshot is looked at, in the next frame; null where there is none.
   * @param {(snapshot: Snapshot | null) => void} listener
   */
  onMove(listener) {
    this.listeners.push(listener);
  }

  /**
   * Take up another run, at its end.
   * @param {string} key  of the network that came of it
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
   * The network of the snapshot that is looked at, if there is one.
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
