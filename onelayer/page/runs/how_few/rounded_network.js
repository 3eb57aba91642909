/** The network that reads, rounded to the bits and zeros that the visitor chose, and how well it still reads. */

import { beforeNextFrame } from '../../dom/frame.js';
import { Listeners } from '../../dom/listeners.js';
import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { remember } from '../../reading/remember.js';
import { BITS, isSameRounding, keyOfRounding, roundingOf, roundNetwork, WHOLE } from '../../reading/rounding.js';
import { store } from '../../store/store.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Rounding } from '../../reading/rounding.js' */
/** @import { Run } from '../../store/things.js' */

/** @typedef {(key: string, network: Network, rounding: Rounding) => Promise<number>} Measure  an accuracy, 0 to 1 */

/**
 * @typedef {object} Live  what is being trained on
 * @property {Network} of  the network that it began with
 * @property {Rounding} rounding
 * @property {Network} network  the latest snapshot's
 * @property {number | null} error  of the network on the validation images, after each epoch, 0 to 1
 *
 * @typedef {Rounding & {error: number}} Point  of the curve of error against bytes; error: on the test digits, 0 to 1
 * @typedef {Point & {before: number | null}} TrainedPoint  before: the error of the network that was only rounded, if it is known
 */

const REST = 100; // ms without a move of a slider, after which the server is asked

const roundedOf = remember((/** @type {Network} */ network) =>
  remember((/** @type {Rounding} */ rounding) => roundNetwork(network, rounding)),
);

/** A number for each network and each of its roundings. */
class ByRounding {
  /** @type {WeakMap<Network, Map<string, number>>} */
  #all = new WeakMap();

  /** The number; null if there is none. @param {Network | null} network  @param {Rounding} rounding */
  get(network, rounding) {
    return (network && this.#all.get(network)?.get(keyOfRounding(rounding))) ?? null;
  }

  /** @param {Network} network  @param {Rounding} rounding  @param {number} value */
  set(network, rounding, value) {
    const values = this.#all.get(network) ?? new Map();
    this.#all.set(network, values.set(keyOfRounding(rounding), value));
  }

  /** All numbers of a network. @param {Network | null} network */
  valuesOf(network) {
    return [...((network && this.#all.get(network)?.values()) ?? [])];
  }
}

export class RoundedNetwork {
  /** @type {Rounding} */
  rounding = WHOLE;
  /** @type {Network | null} */
  network = null; // that reads, and is rounded
  key = ''; // its key
  showsTrained = false; // the network that was trained on, and not the one that was only rounded
  problem = ''; // why an accuracy is not known
  /** @type {Live | null} */
  live = null; // while the network is trained on
  /** @type {ByRounding} */
  #accuracies = new ByRounding(); // on the test digits, 0 to 1
  /** @type {ByRounding} */
  #trained = new ByRounding(); // the numbers of the runs that went on from a network
  /** @type {Listeners} */
  #changes = new Listeners();
  /** Calls a listener at every change, in the frame that shows it, and once now. */
  onChange = this.#changes.follow;
  #isWatched = false;
  #isMeasuring = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #moving; // while a slider moves

  /** @param {Measure} measure  asks the server */
  constructor(measure) {
    this.measure = measure;
    reader.onReading(() => this.#follow());
    store.onChange(['runs'], this.#later);
  }

  /** Called when the part of the page comes into view, or leaves it. Only there is anything measured. @param {boolean} isWatched */
  watch(isWatched) {
    this.#isWatched = isWatched;
    void this.#measure();
  }

  /**
   * Rounds to other bits or zeros.
   * @param {Partial<Rounding>} rounding
   */
  choose(rounding) {
    this.rounding = { ...this.rounding, ...rounding };
    this.showsTrained = false;
    this.problem = '';
    clearTimeout(this.#moving);
    this.#moving = setTimeout(() => {
      this.#moving = undefined;
      void this.#measure();
    }, REST);
    this.#later();
  }

  /** @param {boolean} showsTrained */
  show(showsTrained) {
    this.showsTrained = showsTrained;
    this.#later();
  }

  /** @param {Live | null} live */
  setLive(live) {
    this.live = live;
    this.#later();
  }

  /**
   * Notes a run that was trained on from a network, and shows it if its bits and zeros are the chosen ones.
   * @param {Network} network
   * @param {Rounding} rounding
   * @param {number} number  of the run
   */
  addTrained(network, rounding, number) {
    this.#trained.set(network, rounding, number);
    if (network === this.network && isSameRounding(rounding, this.rounding)) this.showsTrained = true;
    this.#later();
  }

  /** The network as it was rounded, without training. @returns {Network | null} */
  get rounded() {
    return this.network && !this.isAsTrained ? roundedOf(this.network)(this.rounding) : this.network;
  }

  /** The run that was trained on at the chosen bits and zeros; null if there is none. @returns {Run | null} */
  get trained() {
    return store.run(this.#trained.get(this.network, this.rounding));
  }

  /** What is trained on at the chosen bits and zeros, now. @returns {Live | null} */
  get liveHere() {
    const { live } = this;
    return live && live.of === this.network && isSameRounding(live.rounding, this.rounding) ? live : null;
  }

  /** The network that the pictures and the reading are of. @returns {Network | null} */
  get shown() {
    return this.liveHere?.network ?? (this.showsTrained ? this.trained?.network : null) ?? this.rounded;
  }

  /** Whether the chosen bits and zeros are those that the network was trained with. */
  get isAsTrained() {
    return isSameRounding(this.rounding, roundingOf(this.network?.recipe));
  }

  /** The accuracy of the rounded network on the test digits, 0 to 1; null if it is not known yet. */
  get accuracy() {
    return this.#accuracies.get(this.network, this.rounding);
  }

  /** The points that are known of the network rounded to each number of bits, the fewest first. @returns {Point[]} */
  get points() {
    return BITS.flatMap((bits) => {
      const accuracy = this.#accuracies.get(this.network, { bits, sparsity: 0 });
      return accuracy === null ? [] : [{ bits, sparsity: 0, error: 1 - accuracy }];
    });
  }

  /** The points of the runs that were trained on from the network. @returns {TrainedPoint[]} */
  get trainedPoints() {
    return this.#trained.valuesOf(this.network).flatMap((number) => {
      const run = store.run(number);
      if (!run?.test) return [];
      const rounding = roundingOf(run.recipe);
      const before = this.#accuracies.get(this.network, rounding);
      return [{ ...rounding, error: 1 - run.test.accuracy, before: before === null ? null : 1 - before }];
    });
  }

  #follow() {
    const { key, network } = reader;
    if (network === this.network) return; // only the drawing is another one
    if (key !== this.key) this.rounding = roundingOf(network?.recipe);
    [this.key, this.network] = [key, network];
    this.showsTrained = false;
    this.problem = '';
    this.#later();
    void this.#measure();
  }

  #later = () => beforeNextFrame(this.#changes.tell);

  /** What is measured next: the chosen bits and zeros first, then what the curve lacks; null if nothing. @returns {Rounding | null} */
  #next() {
    const { network, rounding } = this;
    if (!network || !this.#isWatched || this.#moving || store.isInTraining(this.key)) return null;
    const all = [rounding, ...BITS.map((bits) => ({ bits, sparsity: 0 }))];
    return all.find((each) => this.#accuracies.get(network, each) === null) ?? null;
  }

  async #measure() {
    if (this.#isMeasuring) return;
    this.#isMeasuring = true;
    try {
      for (let next = this.#next(); next && this.network; next = this.#next()) {
        const { key, network } = this;
        this.#accuracies.set(network, next, await this.measure(key, network, next));
        this.#later();
      }
    } catch (error) {
      this.problem = reasonOf(error);
      this.#later();
    } finally {
      this.#isMeasuring = false;
    }
  }
}
