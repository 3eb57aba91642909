/**
 * What the network reads in pieces of ink, on the road of single digits. The same as onelayer/reading/numbers/ink.py;
 * but what was read is remembered, so that a move of the pen costs only the ink that it changed.
 */

import { boxOf } from '../boxes.js';
import { drawImage, toSingle } from '../drawing.js';
import { read } from '../network.js';
import { directionsOf, judge, strangenessOf } from '../verdict.js';

/** @import { Point, Stroke } from '../drawing.js' */
/** @import { Network, Reading } from '../network.js' */
/** @import { Prototypes, Verdict } from '../verdict.js' */
/** @import { Part } from './arcs.js' */
/** @import { InkBox } from '../boxes.js' */

const CANDIDATES = 3; // digits that some ink may be: the most probable ones

/**
 * @typedef {object} Candidate
 * @property {number} digit
 * @property {number} probability  the network's
 * @property {number} strangeness  the distance from the digit ÷ the distance at which a drawing still looks like it
 *
 * @typedef {object} InkReading
 * @property {Stroke[]} strokes  whole or in part
 * @property {Reading} reading
 * @property {Candidate[]} candidates  the most probable digits, the most probable first
 * @property {() => Verdict} giveVerdict  on the reading
 */

/**
 * @typedef {object} SeenStroke  a stroke in single precision, as strokes are in Python
 * @property {number} number  no other stroke has it
 * @property {Point[]} points
 * @property {InkBox} box
 */

/** What was read in the ink of one pad, as long as it is needed: by one network, in what was read last. */
export class RememberedInk {
  /** @type {Network | null} */
  #network = null;
  /** @type {Map<string, InkReading>} */
  #before = new Map();
  /** @type {Map<string, InkReading>} */
  #now = new Map();
  /** @type {WeakMap<Stroke, SeenStroke>} */
  #seen = new WeakMap();
  #count = 0;

  /**
   * Begins to read: what is not asked for until the next time is forgotten.
   * @param {Network} network
   */
  begin(network) {
    this.#before = network === this.#network ? this.#now : new Map();
    this.#now = new Map();
    this.#network = network;
  }

  /**
   * Returns what is read in some ink, and reads it only if it is new.
   * @param {Stroke[]} strokes  of the whole number; they may grow, but their points must not change
   * @param {Part[]} parts  which ink
   * @param {() => InkReading} make
   */
  get(strokes, parts, make) {
    const key = parts.map(({ stroke, first, last }) => `${this.see(strokes[stroke]).number}:${first}-${last}`).join();
    const reading = this.#now.get(key) ?? this.#before.get(key) ?? make();
    this.#now.set(key, reading);
    return reading;
  }

  /**
   * Looks at a stroke, which has the same number while it grows.
   * @param {Stroke} stroke
   * @returns {SeenStroke}
   */
  see(stroke) {
    const known = this.#seen.get(stroke);
    if (known?.points.length === stroke.length) return known;
    const points = stroke.map(toSingle);
    const number = known && known.points.length < stroke.length ? known.number : ++this.#count;
    const seen = { number, points, box: boxOf(points) };
    this.#seen.set(stroke, seen);
    return seen;
  }
}

/**
 * Reads some ink.
 * @param {Stroke[]} strokes
 * @param {Network} network
 * @param {Prototypes} prototypes
 * @returns {InkReading}
 */
export function readInk(strokes, network, prototypes) {
  const reading = read(network, drawImage(strokes));
  const { logits, probabilities } = reading;
  const directions = directionsOf(reading, network.inputForm);
  const digits = logits.map((_, digit) => digit).sort((a, b) => logits[b] - logits[a]);
  const candidates = digits.slice(0, CANDIDATES).map((digit) => ({
    digit,
    probability: probabilities[digit],
    strangeness: strangenessOf(directions, digit, prototypes),
  }));
  /** @type {Verdict | null} */
  let verdict = null;
  const giveVerdict = () => {
    verdict ??= judge(reading, network.inputForm, prototypes, [], strokes);
    return verdict;
  };
  return { strokes, reading, candidates, giveVerdict };
}
