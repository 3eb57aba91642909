/** The formula with the numbers of a reading: sums, biases, logits, exponentials, probabilities. */

import { formatProbability, formatSigned, formatSmall } from './format.js';

/** @import { Network, Reading } from './network.js' */

/** @typedef {{rows: string[][], digit: number, sentences: string[]}} Formula  rows: six numbers for each digit */

/**
 * Writes the steps of the formula with the numbers of a reading: a row for each digit, a sentence for each step.
 * @param {Network} network
 * @param {Reading} reading
 * @returns {Formula}
 */
export function showFormula(network, reading) {
  const { logits, probabilities, predictedDigit: digit } = reading;
  const largest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0).toFixed(4);
  const rows = logits.map((logit, i) => [
    formatSigned(logit - network.bias[i]),
    formatSigned(network.bias[i]),
    formatSigned(logit),
    logit === largest ? '0.00' : formatSigned(logit - largest),
    formatSmall(exponentials[i]),
    formatProbability(probabilities[i], 2),
  ]);
  const [sum, bias, logit, , exponential, probability] = rows[digit];
  const inked = reading.inputs.filter((input) => input !== 0).length;
  const added = `${bias[0]} ${bias.slice(1)}`;
  const e = Math.E.toFixed(2);
  return {
    rows,
    digit,
    sentences: [
      `inputs · kernel: each of the 784 inputs times its weight, added up. ${inked} of them are not 0 here. For ${digit} that makes ${sum}.`,
      `+ bias: what a digit has before there is any ink. For ${digit}: ${sum} ${added} = ${logit}, its logit.`,
      `− the largest logit, ${logit}: it changes no probability, since it cancels in the division, and keeps exp from overflowing.`,
      `exp: all above 0; a logit larger by 1 counts ${e} times as much. The ten add up to ${total}.`,
      `÷ ${total}: so that the ten add up to 1. For ${digit}: ${exponential} ÷ ${total} = ${probability}.`,
    ],
  };
}
