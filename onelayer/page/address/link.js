/**
 * What a link brings: `#draw&network=upright&recipe=epochs:5,…&drawing=…`, `#climb&guesses=article:88,…`, or a network
 * itself: `#draw&kilobyte=directions:7K+…&name=Ada’s+hand`.
 */

import { LARGEST } from '../reading/inputs.js';
import { isPercent } from '../runs/climb/climb.js';
import { formatContent, parseContent } from './drawing_text.js';
import { KilobyteError, parseKilobyte } from './kilobyte_text.js';

/** @import { Content } from '../drawing/ink.js' */
/** @import { InputForm } from '../reading/inputs.js' */
/** @import { Network } from '../reading/network.js' */
/** @import { Stroke } from '../reading/drawing.js' */

/**
 * @typedef {Record<string, string | number | boolean>} Values  a recipe's, by name
 *
 * @typedef {object} Link
 * @property {string | null} network  the key of one that ships
 * @property {Values | null} recipe
 * @property {Content | null} content  of the pad
 * @property {Values | null} [guesses]  of the climb's rungs, in percent
 *
 * A network in a link: its text (`formatKilobyte`), and a name for it.
 * @typedef {{text: string, inputForm: InputForm, name: string}} KilobyteText
 * @typedef {{network: Network, name: string}} Brought  name: empty for none
 */

export const LONGEST = 2000; // characters of a whole address: what mails, chats and codes on a wall take
const FIELDS = ['network', 'kilobyte', 'name', 'recipe', 'guesses', 'drawing'];
const VALUE = /^([a-z_]{1,32}):([\w.+-]{1,32})$/;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** What cannot be read of a link; the message is a sentence. */
export class LinkError extends Error {
  /** @param {string} problem  goes on after “The link is broken:” */
  constructor(problem) {
    super(`The link is broken: ${problem}.`);
  }
}

/**
 * The address of a link, at most LONGEST characters. Where the drawing does not fit, it is left out: isWhole says so.
 * @param {string} page  the page's address, without a fragment
 * @param {string} tab
 * @param {Link & {kilobyte?: KilobyteText | null}} link
 * @param {(strokes: Stroke[]) => boolean} [isReadAlike]  whether a simpler drawing is read as the one on the pad
 */
export async function formatLink(page, tab, link, isReadAlike) {
  const { network, recipe, content, guesses = null, kilobyte = null } = link;
  let address = `${page}#${tab}`;
  if (network !== null) address += `&network=${network}`;
  if (kilobyte) {
    const name = new URLSearchParams({ name: kilobyte.name });
    address += `&kilobyte=${kilobyte.inputForm}:${kilobyte.text}&${name}`;
  }
  if (recipe) address += `&recipe=${formatValues(recipe)}`;
  if (guesses) address += `&guesses=${formatValues(guesses)}`;
  if (!content) return { address, isWhole: true };
  const field = '&drawing=';
  const text = await formatContent(content, LONGEST - address.length - field.length, isReadAlike);
  return { address: text === null ? address : address + field + text, isWhole: text !== null };
}

/**
 * What a link brings. Rejects with a LinkError: it may be anybody's.
 * @param {string} brought
 * @param {number} [width]  of the pad that its drawing is for, in its heights
 * @returns {Promise<Link & {kilobyte: Brought | null}>}
 */
export async function parseLink(brought, width = 1) {
  if (brought.length > LONGEST) throw new LinkError(`it is longer than ${LONGEST} characters`);
  const fields = new URLSearchParams(brought);
  for (const name of fields.keys()) {
    if (!FIELDS.includes(name)) {
      throw new LinkError(`it has a part “${name.slice(0, 20)}”, which no link of this page has`);
    }
  }
  const [network, kilobyte, name, recipe, guesses, drawing] = FIELDS.map((each) => fields.get(each));
  if (network !== null && !/^[a-z0-9-]{1,32}$/.test(network)) {
    throw new LinkError('the network that it names cannot be read');
  }
  return {
    network,
    kilobyte: kilobyte === null ? null : parseBrought(kilobyte, name ?? ''),
    recipe: recipe === null ? null : parseValues(recipe, 'its recipe'),
    guesses: guesses === null ? null : parseGuesses(guesses),
    content: drawing === null ? null : await parseContent(drawing, width).catch(refuseDrawing),
  };
}

/**
 * @param {string} text  `directions:` and the network's
 * @param {string} name
 * @returns {Brought}
 */
function parseBrought(text, name) {
  const [form] = text.split(':', 1);
  try {
    if (!Object.hasOwn(LARGEST, form)) throw new KilobyteError('has inputs that this page does not know');
    const inputForm = /** @type {InputForm} */ (form);
    // A + in an address may stand for a space, and is read as one.
    return { network: parseKilobyte(text.slice(form.length + 1).replaceAll(' ', '+'), inputForm), name };
  } catch (error) {
    if (!(error instanceof KilobyteError)) throw error;
    throw new LinkError(`its network ${error.message}. Copy or scan the whole link again. Nothing was changed`);
  }
}

/** @param {Values} values */
function formatValues(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');
}

/**
 * @param {string} text
 * @returns {Values}
 */
function parseGuesses(text) {
  const guesses = text ? parseValues(text, 'its guesses') : {};
  if (!Object.values(guesses).every(isPercent)) throw new LinkError('its guesses are no percentages');
  return guesses;
}

/**
 * @param {string} text
 * @param {string} what  it is of the link
 * @returns {Values}
 */
function parseValues(text, what) {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [, name, value] = VALUE.exec(pair) ?? [];
      if (!name) throw new LinkError(`${what} cannot be read`);
      return [name, parseValue(value)];
    }),
  );
}

/** @param {string} text */
function parseValue(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : text;
}

/** @returns {never} */
function refuseDrawing() {
  throw new LinkError('its drawing cannot be read');
}
