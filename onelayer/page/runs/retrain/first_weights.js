/** The weights that the next run begins with: random ones, as the article's, or those of a network. */

import { Listeners } from '../../dom/listeners.js';
import { reader } from '../../drawing/reader.js';
import { INPUT_NAMES } from '../../reading/inputs.js';
import { onSettings, showSettings } from '../../store/settings.js';
import { store } from '../../store/store.js';
import { HAND, numberInKey } from '../../store/things.js';

/** @import { InputForm } from '../../reading/inputs.js' */
/** @import { Start } from '../training/training.js' */

class FirstWeights {
  key = ''; // of the network; empty for random weights
  name = '';
  /** @type {InputForm | ''} */
  inputForm = '';
  note = ''; // a sentence for the visitor
  /** @type {Listeners} */
  #changes = new Listeners();
  /** Calls a listener when something else is chosen. */
  onChange = this.#changes.add;
  #isInSettings = false; // the settings show the network's input form

  constructor() {
    onSettings((settings) => {
      if (!this.key) return;
      if (settings.input_form === this.inputForm) this.#isInSettings = true;
      else if (this.#isInSettings) this.#drop(`those of ${this.name} are for ${nameOf(this.inputForm)}`);
    });
    store.onChange(['runs', 'hand'], () => {
      const number = numberInKey(this.key);
      const isGone = this.key === HAND ? !store.hand : number !== null && !store.run(number);
      if (isGone) this.#drop(`${this.name} is gone`);
    });
  }

  /**
   * Chooses the network whose weights the next run begins with. Its input form becomes that of the settings, as its
   * weights mean nothing for other inputs.
   * @param {string} key  empty for random weights
   */
  choose(key) {
    this.key = key;
    this.note = '';
    this.#isInSettings = false;
    if (key) {
      this.name = reader.nameOf(key);
      this.inputForm = reader.networks.get(key)?.inputForm ?? '';
      this.note = `Train goes on from the weights of ${this.name}, and so its inputs are ${nameOf(this.inputForm)}.`;
      showSettings({ input_form: this.inputForm });
    }
    this.#changes.tell();
  }

  /**
   * Chooses random weights again.
   * @param {string} reason
   */
  #drop(reason) {
    this.choose('');
    this.note = `Random weights again: ${reason}.`;
    this.#changes.tell();
  }

  /**
   * The chosen network as `trainRun` takes it; null for random weights.
   * @returns {Start | null}
   */
  get start() {
    const network = reader.networks.get(this.key);
    return network ? { name: this.name, network } : null;
  }
}

/** @param {InputForm | ''} form */
function nameOf(form) {
  return form && INPUT_NAMES[form];
}

export const firstWeights = new FirstWeights();
