/**
 * What is read as a number: its digits, how sure they are, the runner-up, and all that was considered. The same as
 * onelayer/reading/numbers/number.py.
 */

import { longerSideOf } from '../boxes.js';
import { DIGITS } from '../network.js';
import { RememberedInk } from './ink.js';
import { findLattice } from './lattice.js';
import { bestPaths, probabilityOf, probabilityOfStep, sumPaths } from './path.js';
import { TERMS } from './terms.js';

/** @import { Stroke } from '../drawing.js' */
/** @import { InputForm } from '../inputs.js' */
/** @import { Network, Reading } from '../network.js' */
/** @import { Prototypes, Verdict } from '../verdict.js' */
/** @import { Arc } from './arcs.js' */
/** @import { InkBox } from '../boxes.js' */
/** @import { Lattice } from './lattice.js' */
/** @import { Path, Step, Totals } from './path.js' */
/** @import { Piece } from './pieces.js' */

const SURE = 0.9; // the least probability of a digit, and of a number, that is sure
const NUMBERS = 4; // the best paths of so many numbers are compared

/**
 * @typedef {object} NumberDigit
 * @property {number} digit  0 to 9
 * @property {Reading} reading  what the network reads in its ink alone
 * @property {Verdict} verdict  on that reading
 * @property {Stroke[]} strokes  its ink
 * @property {InkBox} box  around its ink, in the unit of the pad's height
 * @property {number[]} probabilities  ten, over all paths: which digit its ink belongs to; what is missing to 1 is the
 *   probability that the ink is a ligature
 * @property {number} probability  of this digit
 * @property {boolean} isSure  it is probable and looks like the digit
 *
 * @typedef {object} ConsideredChoice  an arc taken for a digit or for a ligature
 * @property {number | null} digit  null for a ligature
 * @property {number} score  Σ weight × term
 * @property {Record<string, number>} contributions  weight × term, by the term's name, of those that are not 0
 * @property {number} probability  that the path takes it
 *
 * @typedef {object} ConsideredArc
 * @property {Arc} arc  where it is
 * @property {Stroke[]} strokes  its ink; none for a ligature
 * @property {ConsideredChoice[]} choices  the best first
 * @property {boolean} isChosen  it is part of the number that was read
 * @property {string | null} lostBy  the term that speaks most against an arc that was not chosen, compared with those
 *   that were; null if it was chosen, or if nothing speaks against it but that the rest would be worse
 *
 * @typedef {object} NumberReading
 * @property {string} text  the number's digits
 * @property {number} probability  of the number, over all paths that give it
 * @property {string | null} runnerUp  the second most probable number; null if there is none
 * @property {number} runnerUpProbability  0 without one
 * @property {NumberDigit[]} digits  one for each digit of the text
 * @property {boolean} isSure  the number is probable, and each of its digits is sure
 * @property {number} height  H, the height of the writing, in the unit of the pad's height
 * @property {Stroke[]} strokes  those that the pieces are of: without dots
 * @property {Piece[]} pieces  all ink in the order in which it was read
 * @property {() => ConsideredArc[]} considered  makes the list of all arcs that were considered
 *
 * @typedef {Record<InputForm, Record<string, number>>} Weights  of the terms, by the form of the network's inputs:
 *   assets/numbers.json
 *
 * @typedef {object} Means  what a number is read with
 * @property {Network} network
 * @property {Prototypes} prototypes
 * @property {Weights} weights
 * @property {RememberedInk} [remembered]  of the pad, so that only ink that changed is read again
 * @property {boolean} [isWriting]  the last stroke is under the pen: it is not split yet
 */

/**
 * Reads strokes as one number, from left to right.
 * @param {Stroke[]} drawn  in the order of time; x to the right and y down, both in the unit of the pad's height
 * @param {Means} means
 * @returns {NumberReading | null}  null if there is no more ink than a dot
 */
export function readNumber(
  drawn,
  { network, prototypes, weights: byForm, remembered = new RememberedInk(), isWriting = false },
) {
  const weights = TERMS.map((name) => byForm[network.inputForm][name]);
  remembered.begin(network);
  const lattice = findLattice(drawn, { network, prototypes, remembered }, isWriting);
  if (!lattice) return null;
  const { strokes, height, pieces, arcs, choices } = lattice;
  const contributions = choices.map(({ terms }) => terms.map((term, i) => weights[i] * term));
  const steps = choices.map(({ arc, digit }, row) => {
    const { start, end } = arcs[arc];
    return { start, end, arc, digit, score: contributions[row].reduce((sum, each) => sum + each, 0) };
  });
  const places = pieces.length + 1;
  const totals = sumPaths(steps, places);
  const ranked = bestPaths(steps, places, NUMBERS)
    .map((path) => ({ path, probability: probabilityOf(path.text, steps, places, totals) }))
    .sort((a, b) => b.probability - a.probability);
  const [{ path, probability }, second] = ranked;
  const digits = digitsOf(path, lattice, steps, totals);
  return {
    text: path.text,
    probability,
    runnerUp: second?.path.text ?? null,
    runnerUpProbability: second?.probability ?? 0,
    digits,
    isSure: probability >= SURE && digits.every((digit) => digit.isSure),
    height,
    strokes,
    pieces,
    considered: () => explain(path, lattice, contributions, steps, totals),
  };
}

/**
 * @param {Path} path
 * @param {Lattice} lattice
 * @param {Step[]} steps
 * @param {Totals} totals
 */
function digitsOf(path, { arcs, ink, pieces }, steps, totals) {
  return path.steps.flatMap(({ arc: number, digit }) => {
    const found = ink[number];
    if (digit === null || !found) return [];
    const { strokes, reading, candidates } = found;
    const verdict = found.giveVerdict();
    const probabilities = probabilitiesAt(mainPiece(arcs[number], pieces), steps, totals);
    const probability = probabilities[digit];
    const looksLike = candidates.some((candidate) => candidate.digit === digit && candidate.strangeness <= 1);
    const isSure = probability >= SURE && looksLike && !verdict.isTwo;
    return [{ digit, reading, verdict, strokes, box: arcs[number].box, probabilities, probability, isSure }];
  });
}

/**
 * Returns the number of an arc's largest piece.
 * @param {Arc} arc
 * @param {Piece[]} pieces
 */
function mainPiece({ start, end }, pieces) {
  const sizes = pieces.slice(start, end).map(({ box }) => longerSideOf(box));
  return start + sizes.indexOf(Math.max(...sizes));
}

/**
 * Returns the probabilities of the ten digits that a piece belongs to.
 * @param {number} piece
 * @param {Step[]} steps
 * @param {Totals} totals
 */
function probabilitiesAt(piece, steps, totals) {
  const probabilities = new Array(DIGITS).fill(0);
  for (const step of steps) {
    if (step.digit === null || step.start > piece || step.end <= piece) continue;
    probabilities[step.digit] += probabilityOfStep(step, totals);
  }
  return probabilities;
}

/**
 * Says of each arc what was considered, and why it was not chosen.
 * @param {Path} path
 * @param {Lattice} lattice
 * @param {number[][]} contributions  weight × term, of each choice
 * @param {Step[]} steps
 * @param {Totals} totals
 * @returns {ConsideredArc[]}
 */
function explain(path, { arcs, ink }, contributions, steps, totals) {
  const taken = contributions.filter((_, row) => path.steps.includes(steps[row]));
  const usual = TERMS.map((_, i) => taken.reduce((sum, each) => sum + each[i], 0) / taken.length);
  const rows = arcs.map(() => /** @type {number[]} */ ([]));
  steps.forEach((step, row) => {
    rows[step.arc].push(row);
  });
  return arcs.map((arc, number) => {
    const ranked = rows[number].sort((a, b) => steps[b].score - steps[a].score);
    const isChosen = path.steps.some((step) => step.arc === number);
    const apart = contributions[ranked[0]].map((each, i) => each - usual[i]);
    const worst = Math.min(...apart);
    return {
      arc,
      strokes: ink[number]?.strokes ?? [],
      choices: ranked.map((row) => ({
        digit: steps[row].digit,
        score: steps[row].score,
        contributions: nameTerms(contributions[row]),
        probability: probabilityOfStep(steps[row], totals),
      })),
      isChosen,
      lostBy: isChosen || worst >= 0 ? null : TERMS[apart.indexOf(worst)],
    };
  });
}

/** @param {number[]} contributions */
function nameTerms(contributions) {
  return Object.fromEntries(TERMS.map((name, i) => [name, contributions[i]]).filter(([, value]) => value));
}
