/** The link of the page as it is: of the open tab, with what is on its pad. */

import { openTab } from '../../address/address.js';
import { formatLink } from '../../address/link.js';
import { collection } from '../../drawing/collection.js';
import { isEmpty } from '../../drawing/ink.js';
import { NUMBER_PAD, numberReader } from '../../drawing/number_reader.js';
import { padOf } from '../../drawing/pads.js';
import { reader } from '../../drawing/reader.js';
import { drawImage, hasInk } from '../../reading/drawing.js';
import { read } from '../../reading/network.js';
import { cutName, store } from '../../store/store.js';
import { HAND } from '../../store/things.js';

/** @import { Values } from '../../address/link.js' */
/** @import { Network } from '../../reading/network.js' */
/** @import { Stroke } from '../../reading/drawing.js' */

/** @typedef {{text: string, network: Network, name: string}} Taken  a kilobyte, and its name for others */

const CLIMB = 'climb'; // the tab whose links contain the guesses
const NUMBERS = 'numbers'; // the tab whose links contain the number on its own pad
export const pads = { draw: padOf('pad'), numbers: padOf(NUMBER_PAD) };

/**
 * Makes the link.
 * @param {Values | null} recipe
 * @param {Taken | null} [taken]  the network that it takes along; without it the link names the one that reads, if it ships
 * @returns {Promise<{address: string, isWhole: boolean}>}
 */
export function linkOf(recipe, taken = null) {
  const isNumber = openTab() === NUMBERS;
  const { content } = isNumber ? pads.numbers : pads.draw;
  const { strokes, image } = content;
  const isThere = image !== null || (hasInk(strokes) && !isEmpty(content));
  const network = taken?.network ?? reader.network;
  const link = {
    network: !taken && reader.shipped.includes(reader.key) ? reader.key : null,
    kilobyte: taken && { text: taken.text, inputForm: taken.network.inputForm, name: taken.name },
    recipe,
    content: isThere ? { strokes, image } : null,
    guesses: openTab() === CLIMB ? store.guesses : null,
  };
  const answerOf = (/** @type {Stroke[]} */ drawn) => {
    if (isNumber) return numberReader.readDrawing(drawn)?.text;
    return network && read(network, drawImage(drawn)).predictedDigit;
  };
  return formatLink(location.href.split('#')[0], openTab(), link, (simpler) => answerOf(simpler) === answerOf(strokes));
}

/**
 * The name of a network for somebody else: their hand is another one.
 * @param {string} key
 */
export function nameForOthers(key) {
  if (key !== HAND) return reader.nameOf(key);
  return cutName(collection.owner ? `${collection.owner}’s hand` : 'A hand');
}
