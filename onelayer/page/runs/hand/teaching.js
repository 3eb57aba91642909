/** “Learn my hand”: the server teaches the network that ships with the visitor's drawings. */

import { decodeFloats } from '../../dom/decoding.js';
import { Listeners } from '../../dom/listeners.js';
import { reasonOf } from '../../dom/words.js';
import { collection } from '../../drawing/collection.js';
import { formatDrawings } from '../../drawing/drawing_lines.js';
import { BEST, reader } from '../../drawing/reader.js';
import { networkOfNumbers } from '../../reading/network.js';
import { call } from '../../server/call.js';
import { store } from '../../store/store.js';
import { HAND } from '../../store/things.js';
import { Job } from '../training/job.js';
import { formatLessonEnd, gainOf, READY } from './lesson_words.js';

/** @import { LabelledDrawing } from '../../drawing/collection.js' */
/** @import { Lesson } from '../../store/things.js' */

const LEARNING = 'Learning …';
const NOTHING = 'There is nothing to learn from. Write some digits first.';

class Teaching {
  job = new Job('teaching');
  /** @type {Lesson | null} */
  offered = null; // a lesson that gained nothing, which the visitor may use
  #offers = new Listeners();
  /** Calls a listener when another lesson is offered, or none any more. */
  onOffer = this.#offers.add;

  constructor() {
    collection.onChange(() => {
      if (this.job.sentence === NOTHING) this.job.say(READY);
    });
    store.onChange(['forgotten'], () => this.#offer(null));
  }

  /**
   * Teaches all drawings of the visitor. The network is used, unless nothing was gained.
   * @param {number} strength  at which it is used
   */
  async learn(strength) {
    const { job } = this;
    await job.run(async (signal) => {
      this.#offer(null);
      if (!collection.drawings.length) return job.say(NOTHING);
      job.say(LEARNING);
      try {
        const lesson = await this.#teach(collection.drawings, signal);
        if (gainOf(lesson, strength) <= 0) this.#offer(lesson);
        else await this.use(lesson, strength);
        job.say(formatLessonEnd(lesson, strength));
      } catch (error) {
        job.say(`Not learned. ${reasonOf(error)}`);
      }
    });
  }

  /**
   * Makes a lesson's network Your hand, which reads now.
   * @param {Lesson} lesson
   * @param {number} strength
   */
  async use(lesson, strength) {
    this.#offer(null);
    const kept = store.set('hand', { lesson, strength });
    store.set('reads', HAND);
    await kept;
  }

  /**
   * @param {readonly LabelledDrawing[]} drawings
   * @param {AbortSignal} signal
   * @returns {Promise<Lesson>}
   */
  async #teach(drawings, signal) {
    const { network, ...measured } = await call('teach', [BEST, formatDrawings(drawings)], {
      signal,
      onWait: (wait) => this.job.tellWait(wait, '', LEARNING),
    });
    await reader.loaded;
    const start = reader.networks.get(BEST);
    if (!start) throw new Error(reader.problem);
    return { ...measured, start, taught: networkOfNumbers(decodeFloats(network), start.inputForm) };
  }

  /** @param {Lesson | null} lesson */
  #offer(lesson) {
    this.offered = lesson;
    this.#offers.tell();
  }
}

export const teaching = new Teaching();
