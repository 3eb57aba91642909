/** The captcha section of the Numbers tab: captchas that the server makes and reads, training on them, and the count. */

import { decodeFloats } from '../../dom/decoding.js';
import { slotOf } from '../../dom/slots.js';
import { reasonOf } from '../../dom/words.js';
import { BEST, reader } from '../../drawing/reader.js';
import { formatPercent } from '../../reading/format.js';
import { networkOfNumbers } from '../../reading/network.js';
import { call, encodeNetwork } from '../../server/call.js';
import { store } from '../../store/store.js';
import { epochsOf } from '../../store/things.js';
import { formatBreak } from '../retrain/run_report.js';
import { Job } from '../training/job.js';
import { trainRun } from '../training/training.js';
import { addToCount, COUNTED, describeMaking } from './captcha_words.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Recipe, Run } from '../../store/things.js' */
/** @import { Counts, Look, ReadCaptcha, Reads } from './captcha_words.js' */
/** @import { Report } from '../training/training.js' */

const AT_ONCE = 25; // captchas in a call
const MOST_SEED = 2 ** 31 - 1;
const MAKING = 0.8; // of the time that training takes, about
/** @type {Look} */
const FIRST_LOOK = { font: 'droid', noise: 'default', length: '0' };
const READS = /** @type {const} */ (['shipped', 'trained']);

class Captchas {
  job = new Job('captcha-bar', () => void this.train());
  /** @type {Recipe | null} */
  recipe = null;
  /** @type {Look} */
  look = FIRST_LOOK;
  /** @type {Reads} */
  reads = 'shipped';
  seed = randomSeed();
  /** @type {ReadCaptcha | null} */
  captcha = null;
  /** @type {Network | null} */
  live = null; // while a run goes on
  /** @type {Counts | null} */
  counts = null;
  problem = '';
  #asked = 0; // the number of the last question; earlier answers are too late

  constructor() {
    store.onChange(['forgotten'], () => {
      this.#asked++;
      [this.look, this.reads, this.problem] = [FIRST_LOOK, 'shipped', ''];
      this.captcha = this.live = this.counts = null;
      this.#show();
    });
    store.onChange(['runs'], () => {
      if (this.reads === 'trained' && !this.trained) this.set('reads', 'shipped');
      this.#show();
    });
  }

  /** The last run that was trained on captchas; null if there is none. */
  get trained() {
    const own = store.runs.filter(({ recipe, ending }) => Number(recipe.captchas) > 0 && ending !== 'running');
    return own.at(-1) ?? null;
  }

  /**
   * Changes a setting: how captchas look, or who reads.
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (name === 'reads') this.reads = /** @type {Reads} */ (value);
    else {
      this.look = { ...this.look, [name]: value };
      this.counts = null;
    }
    void this.ask();
  }

  /** Makes the first captcha, if there is none. */
  begin() {
    if (!this.captcha) void this.ask();
  }

  /** Makes another captcha. */
  makeNew() {
    this.seed = randomSeed();
    void this.ask();
  }

  /**
   * Shows a captcha that was read before.
   * @param {ReadCaptcha} captcha
   */
  open(captcha) {
    this.#asked++;
    this.reads = this.counts?.trained ? 'trained' : 'shipped';
    this.captcha = captcha;
    this.#show();
    document.querySelector('#captcha')?.scrollIntoView({ block: 'nearest' });
  }

  /** Lets the server make the captcha of the seed, and read it. */
  async ask() {
    const number = ++this.#asked;
    this.#show();
    const answer = await this.#read(1, this.seed, this.reads).then(
      ([captcha]) => ({ captcha, problem: '' }),
      (error) => ({ problem: `No captcha was made: ${reasonOf(error)}` }),
    );
    if (number !== this.#asked) return;
    Object.assign(this, answer);
    this.#show();
  }

  /** Trains the layer on fresh captchas; then it reads, and is counted. */
  async train() {
    const { job, recipe } = this;
    if (!recipe) return;
    /** @type {Run | null} */
    let run = null;
    await job.run(async (signal) => {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      job.say('Asking for a place …');
      const trained = await trainRun(
        { ...recipe, seed: randomSeed() },
        {
          name: 'Captchas',
          signal,
          onWait: (wait) => job.tellWait(wait, '', 'Starting …'),
          onMade: (done, count) => job.say(describeMaking(done, count, seconds()), (MAKING * done) / count),
          onReport: (report) => this.#follow(report, recipe, seconds()),
        },
      );
      this.live = null;
      run = trained.run;
      if (trained.ending !== 'trained') return job.say(formatBreak(trained));
      job.say(`Trained in ${seconds().toFixed(1)} s. It is one of your runs, and can be chosen to read.`, 1);
    });
    if (!run) return;
    this.set('reads', 'trained');
    await this.count();
  }

  /**
   * Shows a report of a run: its network's bars for the windows of the captcha that is shown.
   * @param {Report} report
   * @param {Recipe} recipe
   * @param {number} seconds
   */
  #follow(report, recipe, seconds) {
    const right = `${formatPercent(report.training[1], 1)} of the windows right`;
    this.job.say(
      `Learning: epoch ${report.epoch} of ${epochsOf(recipe)} · ${right} · ${seconds.toFixed(1)} s`,
      MAKING + ((1 - MAKING) * report.report) / report.reports,
    );
    if (!report.network) return;
    this.live = networkOfNumbers(decodeFloats(report.network), recipe.input_form);
    this.#show();
  }

  /** Counts how many captchas each network reads, of COUNTED that neither has seen. */
  async count() {
    if (this.counts?.isCounting) return;
    const counting = READS.filter((reads) => reads === 'shipped' || this.trained);
    const { look } = this;
    const seed = randomSeed();
    this.counts = null;
    this.#put({ isCounting: true });
    try {
      for (let done = 0; done < COUNTED && look === this.look; done += AT_ONCE) {
        for (const reads of counting) {
          const read = await this.#read(AT_ONCE, (seed + done) % MOST_SEED, reads);
          if (look !== this.look) return;
          this.#put({ [reads]: addToCount(this.counts?.[reads] ?? null, read) });
        }
      }
    } catch (error) {
      if (look === this.look) this.#put({ problem: `Not counted: ${reasonOf(error)}` });
    }
    if (look === this.look) this.#put({ isCounting: false });
  }

  /** @param {Partial<Counts>} changes */
  #put(changes) {
    this.counts = { shipped: null, trained: null, isCounting: false, problem: '', ...this.counts, ...changes };
    this.#show();
  }

  /**
   * @param {number} count
   * @param {number} seed
   * @param {Reads} reads
   * @returns {Promise<ReadCaptcha[]>}
   */
  async #read(count, seed, reads) {
    const { font, noise, length } = this.look;
    const run = reads === 'trained' ? this.trained : null;
    const network = run ? encodeNetwork({ ...run.network, recipe: run.recipe }) : BEST;
    const { captchas } = await call('captchas', [count, seed, font, noise, Number(length), network]);
    return captchas;
  }

  #show() {
    const { captcha, problem, reads, live, trained } = this;
    const own = reads === 'trained' && trained ? trained.network : (reader.networks.get(BEST) ?? null);
    slotOf('captcha').show({ captcha, network: live ?? own, reads, problem });
    slotOf('captcha-settings').show({ ...this.look, reads, isTrained: trained !== null });
    slotOf('captcha-count').show(this.counts);
  }
}

function randomSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0] % MOST_SEED;
}

export const captchas = new Captchas();
