/** A job that the visitor starts, and may stop: its buttons and its line. */

import { slotOf } from '../../dom/slots.js';
import { store } from '../../store/store.js';
import { formatWait } from './waiting.js';

/** @import { JobState } from '../../components/job_bar/job_bar.js' */
/** @import { Wait } from '../../server/functions.js' */

const SHORT_WAIT = 300; // ms: a wait is told when it lasts longer; most calls have their turn at once
const STARTING = 'Starting TensorFlow, or preparing the images …';
const PATIENCE = 1000; // ms without a report before the line says what the server may be doing

export class Job {
  /** @type {AbortController | null} */
  controller = null; // while the job goes on
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined; // until something is said
  sentence = '';
  fraction = 0;
  isForgotten = false; // since the visitor has forgotten everything, nothing is said of the last work

  /**
   * @param {string} id  of the slot of its job bar
   * @param {() => void} [start]  called when its Start is pressed
   */
  constructor(id, start) {
    this.slot = slotOf(id);
    this.slot.onPress((pressed) => (pressed === 'stop' ? this.controller?.abort() : start?.()));
    store.onChange(['forgotten'], () => this.#forget());
  }

  get isRunning() {
    return this.controller !== null;
  }

  /**
   * Does the work, unless an earlier job goes on. It says itself how it ended.
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async run(work) {
    if (this.controller) return;
    this.controller = new AbortController();
    this.isForgotten = false;
    try {
      await work(this.controller.signal);
    } finally {
      this.controller = null;
      if (!this.isForgotten) this.say(this.sentence, this.fraction);
    }
  }

  /** Stops the job, and shows its line as it was before the first one. */
  #forget() {
    clearTimeout(this.timer);
    this.controller?.abort();
    this.isForgotten = true;
    this.sentence = '';
    this.slot.show(null);
  }

  /**
   * @param {string} sentence
   * @param {number} [fraction]  done, 0 to 1
   */
  say(sentence, fraction = 0) {
    if (this.isForgotten && this.controller) return; // the work ends
    clearTimeout(this.timer);
    this.sentence = sentence;
    this.fraction = fraction;
    this.slot.show(/** @type {JobState} */ ({ sentence, fraction, isRunning: this.isRunning }));
  }

  /**
   * Says something if nothing else is said until then.
   * @param {string} sentence
   * @param {number} wait  in ms
   */
  sayLater(sentence, wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(sentence, this.fraction), wait);
  }

  /**
   * Tells a wait for the job's turn, unless it is short. When the job has its turn, says what the server does then, or if
   * nothing comes of it for long, what it may be doing.
   * @param {Wait | null} wait
   * @param {string} [begin]  of the sentence that tells the wait
   * @param {string} [atTurn]
   */
  tellWait(wait, begin = '', atTurn = '') {
    if (wait) this.sayLater(`${begin}${formatWait(wait)}`, SHORT_WAIT);
    else if (atTurn) this.say(atTurn, this.fraction);
    else this.sayLater(STARTING, PATIENCE);
  }
}
