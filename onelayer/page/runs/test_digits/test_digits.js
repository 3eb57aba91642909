/** Digits of MNIST's test set as pictures; a press puts one on the Draw tab's pad. */

import { goTo } from '../../address/address.js';
import { decodeBytes, encodeBytes } from '../../dom/decoding.js';
import { slotOf } from '../../dom/slots.js';
import { padOf } from '../../drawing/pads.js';
import { CHOSEN_BY_READING } from '../../drawing/reader.js';
import { PIXELS } from '../../reading/drawing.js';
import { formatProbability } from '../../reading/format.js';
import { pictureImage } from '../../reading/pipeline.js';
import { call } from '../../server/call.js';
import { store } from '../../store/store.js';
import { inspect } from './inspections.js';

/** @import { Captioned } from '../../components/pixel_pictures/pixel_pictures.js' */
/** @import { Inspection } from '../../store/things.js' */

export const MOST_PICTURES = 20; // at once

/** @type {Map<number, Uint8Array>} */
const images = new Map(); // by row

/**
 * The images of rows of the test set; the server is asked for those that the page does not have.
 * @param {readonly number[]} rows
 * @returns {Promise<Uint8Array[]>}  784 bytes each
 */
export async function readDigits(rows) {
  const missing = rows.filter((row) => !images.has(row));
  if (missing.length) {
    const bytes = decodeBytes((await call('digits', [missing])).images);
    for (const [i, row] of missing.entries()) images.set(row, bytes.slice(PIXELS * i, PIXELS * (i + 1)));
  }
  return rows.map((row) => images.get(row) ?? new Uint8Array(PIXELS));
}

/**
 * Pictures of the first MOST_PICTURES of some test digits, each with label → predicted digit.
 * @param {readonly number[]} all  their rows
 * @param {Inspection} inspection  of the network that reads them
 * @returns {Promise<Captioned[]>}
 */
export async function pictureDigits(all, { labels, predicted, probability }) {
  const rows = all.slice(0, MOST_PICTURES);
  const pixels = await readDigits(rows);
  return rows.map((row, i) => {
    const percent = formatProbability(probability[row], 0);
    const text = `Test digit ${row}: a ${labels[row]}, read as ${predicted[row]}, ${percent} sure. Press to see why`;
    return {
      ...pictureImage(pixels[i], text),
      caption: `${labels[row]} → ${predicted[row]}\n${percent}`,
      index: row,
    };
  });
}

/**
 * Lets a press on a picture open its digit on the Draw tab, read by a network.
 * @param {string} id  of the pictures
 * @param {() => string} keyOf  returns the key of the network
 */
export function openWhenPressed(id, keyOf) {
  slotOf(id).onPress(({ index }) => void openDigit(index, keyOf()));
}

/**
 * Puts a test digit on the pad, and lets a network read it. If the network misreads the digit, the page compares its
 * answer with the label.
 * @param {number} row
 * @param {string} key
 */
async function openDigit(row, key) {
  const [{ labels, predicted }, [image]] = await Promise.all([inspect(key), readDigits([row])]);
  const label = labels[row];
  const against = predicted[row] === label ? CHOSEN_BY_READING : label;
  const origin = { text: `Test digit ${row}: a ${label}`, cutout: null, against };
  padOf('pad').put({ strokes: [], image: encodeBytes(image), origin });
  store.set('reads', key);
  goTo('draw');
}
