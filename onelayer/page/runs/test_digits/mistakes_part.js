/** The Mistakes part of the Retrain tab: what the shown network does with the 10,000 test digits. */

import { slotOf } from '../../dom/slots.js';
import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { shown } from '../shown/shown_network.js';
import {
  countConfusions,
  describeCell,
  describeMatrix,
  findMembers,
  findWorstMistakes,
  makeMatrixGrid,
} from './confusion.js';
import { inspect } from './inspections.js';
import { MOST_PICTURES, openWhenPressed, pictureDigits } from './test_digits.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Inspection } from '../../store/things.js' */

const CHOOSE = 'Choose a cell to see its digits, then a digit to see why it was read so.';
const summary = slotOf('confusion-summary');
const matrix = slotOf('confusion');
const cellSentence = slotOf('cell-sentence');
const cellDigits = slotOf('cell-digits');
const worst = slotOf('mistakes');

export class MistakesPart {
  key = '';
  /** @type {Network | null} */
  network = null; // whose test digits are shown or asked for
  /** @type {Inspection | null} */
  inspection = null; // what is shown

  /** @param {() => boolean} isVisible */
  constructor(isVisible) {
    this.isVisible = isVisible;
    shown.onChange(this.follow);
    reader.onReading(() => {
      if (shown.key !== this.key || this.#networkNow() !== this.network) this.follow();
    });
    store.onChange(['runs'], this.follow);
    matrix.onPress(({ row, column }) => void this.#openCell(row, column));
    for (const id of ['cell-digits', 'mistakes']) openWhenPressed(id, () => this.key);
  }

  /** Shows the shown network, if the part is visible. What belongs to another network is not left there. */
  follow = () => {
    if (!this.isVisible()) return;
    const network = this.#networkNow();
    if (shown.key !== this.key || network !== this.network) {
      this.key = shown.key;
      this.network = network;
      this.#empty();
      if (network) void this.#ask(network);
    } else if (this.inspection) this.#sayCount(this.inspection);
  };

  /** The shown network; null while the page has not loaded it, or while its run goes on. */
  #networkNow() {
    return store.isInTraining(shown.key) ? null : (reader.networks.get(shown.key) ?? null);
  }

  #empty() {
    this.inspection = null;
    const waits = store.isInTraining(this.key) ? `**${this.#name}** reads the test digits when it is trained.` : '';
    summary.show(this.network ? `The server reads the 10,000 test digits with **${this.#name}** …` : waits);
    matrix.show(null);
    cellSentence.show(CHOOSE);
    cellDigits.show(null);
    worst.show(null);
  }

  /** @param {Network} network */
  async #ask(network) {
    try {
      const inspection = await inspect(this.key);
      if (network !== this.network) return;
      this.inspection = inspection;
      this.#sayCount(inspection);
      matrix.show(makeMatrixGrid(countConfusions(inspection)));
      const pictures = await pictureDigits(findWorstMistakes(inspection), inspection);
      if (network === this.network) worst.show(pictures);
    } catch (error) {
      if (network !== this.network) return;
      summary.show(`The test digits could not be read with **${this.#name}**: ${reasonOf(error)}`);
      this.network = null; // so that they are asked for again when the part is opened again
    }
  }

  /** @param {Inspection} inspection */
  #sayCount(inspection) {
    summary.show(describeMatrix(this.#name, countConfusions(inspection)));
  }

  /** The network's name, for the visitor. */
  get #name() {
    return reader.nameOf(this.key);
  }

  /**
   * Shows the digits of a cell.
   * @param {number} row
   * @param {number} column
   */
  async #openCell(row, column) {
    const { inspection } = this;
    if (!inspection) return;
    const members = findMembers(inspection, row, column);
    const sentence = describeCell(row, column, members.length, MOST_PICTURES);
    const isLatest = () => cellSentence.value === sentence && inspection === this.inspection;
    cellSentence.show(sentence);
    cellDigits.show(null);
    try {
      const pictures = await pictureDigits(members, inspection);
      if (isLatest()) cellDigits.show(pictures);
    } catch (error) {
      if (isLatest()) cellSentence.show(`${sentence} They could not be fetched: ${reasonOf(error)}`);
    }
  }
}
