/** What the network that reads looks for: a sentence with its name, and ten pictures, which the server computes. */

import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { INPUT_NAMES } from '../../reading/inputs.js';
import { pictureEvidence } from '../../runs/shown/looks.js';
import { inspect } from '../../runs/test_digits/inspections.js';
import { store } from '../../store/store.js';

/** @import { Picture } from '../../reading/evidence.js' */
/** @import { Network } from '../../reading/network.js' */

const ASKED = 'What it looks for is being computed …';
const IN_TRAINING = 'What it looks for is computed when it is trained.';

export class KernelLooks {
  /** @type {readonly Picture[]} */
  pictures = []; // a picture for each digit; empty before the server has answered
  said = ''; // about the pictures, or why there are none
  /** @type {Network | null} */
  asked = null; // the network of the pictures, or for which they are asked

  /**
   * @param {string} about  what the pictures are
   * @param {() => void} changed
   */
  constructor(about, changed) {
    this.about = about;
    this.changed = changed;
  }

  /**
   * Follows the network that reads; call it while the pictures are shown. What belongs to another network is not left
   * there.
   */
  async follow() {
    const { key, network } = reader;
    if (network !== this.asked) {
      this.asked = null;
      this.#show([], '');
    }
    if (!network) return;
    if (this.asked)
      this.changed(); // the network may have another name
    else if (store.isInTraining(key)) this.#show([], IN_TRAINING);
    else await this.#ask(key, network);
  }

  /**
   * @param {string} key
   * @param {Network} network
   */
  async #ask(key, network) {
    this.asked = network;
    this.#show([], ASKED);
    try {
      const { evidence } = await inspect(key);
      if (network === this.asked) this.#show(pictureEvidence(evidence), this.about);
    } catch (error) {
      if (network !== this.asked) return;
      this.asked = null; // so that it is asked for again when the tab is opened again
      this.#show([], `What it looks for could not be computed: ${reasonOf(error)}`);
    }
  }

  /**
   * @param {readonly Picture[]} pictures
   * @param {string} about
   */
  #show(pictures, about) {
    this.pictures = pictures;
    this.said = about;
    this.changed();
  }

  get sentence() {
    const { name, network } = reader;
    if (!network || !this.said) return '';
    return `**${name}**: 784 × 10 weights + 10 biases = 7,850 parameters, trained on ${INPUT_NAMES[network.inputForm]}. ${this.said}`;
  }
}
