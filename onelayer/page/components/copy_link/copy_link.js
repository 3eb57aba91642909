/**
 * “Copy link”: an address that opens the tab that is open, with the drawing on its pad, the chosen network, the guesses on
 * the Climb tab, and a recipe: on the Retrain tab that of the settings, elsewhere that of the chosen network, if a visitor
 * trained it. “With this network” copies one with the network itself in it, as a kilobyte. Everything is in the address's
 * fragment, which is never sent to a server, unless “QR code” asks it to draw the link that was copied last.
 */

import { openTab } from '../../address/address.js';
import { copyOrShow } from '../../address/clipboard.js';
import { find, setAttribute } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { reasonOf } from '../../dom/words.js';
import { reader } from '../../drawing/reader.js';
import { formatCost, makeKilobyte } from '../../runs/networks/kilobytes.js';
import { firstWeights } from '../../runs/retrain/first_weights.js';
import { Job } from '../../runs/training/job.js';
import { store } from '../../store/store.js';
import { HAND, numberInKey } from '../../store/things.js';
import { linkOf, nameForOthers, pads } from './link_of.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Values } from '../../address/link.js' */
/** @import { Known } from '../../runs/training/recipes.js' */
/** @import { JobState } from '../job_bar/job_bar.js' */
/** @import { Coded } from '../qr_code/qr_code.js' */

const CLIMB = 'climb'; // the tab whose links contain no recipe
const RETRAIN = 'retrain'; // the tab whose links contain the settings' recipe
const KILOBYTE = 'kilobyte'; // the slot of the job that makes one
const recipes = slotOf('copy-link');

/**
 * Copies a link with the recipe of the Retrain tab's settings.
 * @param {Values} recipe
 */
export function copyRecipe(recipe) {
  recipes.press(recipe);
}

/** @param {Component<{known: Known}>} component */
export function mount({ element, props: { known }, trigger }) {
  const [said, making, bar, choices, withNetwork] = ['.said', '.making', '.run-bar', '.choices', '.with-network'].map(
    (selector) => find(element, selector),
  );
  const field = find(element, '.address', HTMLInputElement);
  const job = new Job(KILOBYTE);
  /** @type {Coded} */
  let copied = { link: '', sentence: '' }; // for the QR code

  /**
   * Copies a link, or shows it. Safari lets it be copied only if this begins while a press is answered. If the link may
   * take a network along, the server gets ready to make that a kilobyte.
   * @param {ReturnType<typeof linkOf>} link
   * @param {string} success  what to say if it is copied
   * @returns {Promise<string>} what to say
   */
  async function give(link, success) {
    const text = link.then(({ address }) => address);
    const sentence = await copyOrShow(text, field, success);
    const { address, isWhole } = await link;
    copied = { link: address, sentence: 'It opens this page, with what the link brings.' };
    choices.hidden = false;
    setAttribute(withNetwork, 'aria-pressed', 'false');
    withNetwork.hidden = !reader.network || reader.shipped.includes(reader.key);
    if (!withNetwork.hidden) trigger('input');
    return `${sentence}${isWhole ? '' : ' The drawing is too long for it and stays here.'}`;
  }

  /** @param {Values | null} recipe */
  async function copy(recipe) {
    if (job.isRunning) return;
    const start = startOf(recipe);
    const note = start ? ` Its recipe begins with random weights: those of ${start} stay here.` : '';
    said.textContent = `${await give(linkOf(recipe), 'Link copied.')}${note}`;
  }

  /** Copies a link with the network that reads in it. */
  function copyWithNetwork() {
    const { key, name } = reader;
    const nameThere = nameForOthers(key);
    return job.run(async (signal) => {
      const kilobyte = makeKilobyte(key, known.kilobyteOf, job, signal);
      try {
        const link = kilobyte.then((each) => linkOf(null, { ...each, name: nameThere }));
        const sentence = await give(link, `Link copied, with ${name} in it.`);
        setAttribute(withNetwork, 'aria-pressed', 'true');
        copied.sentence = `${nameThere} comes with it: a network in a kilobyte, which reads there.`;
        job.say(`${sentence}${formatCost(await kilobyte)}`);
      } catch (error) {
        job.say(`${reasonOf(error)} Nothing was copied.`);
      }
    });
  }

  function forget() {
    if (job.isRunning) return;
    said.textContent = '';
    field.hidden = choices.hidden = true;
  }

  slotOf(KILOBYTE).onShow((/** @type {JobState | null} */ state) => {
    said.textContent = state?.sentence ?? '';
    bar.style.width = `${100 * (state?.fraction ?? 0)}%`;
    const [was, focused] = [!making.hidden, document.activeElement];
    making.hidden = !state?.isRunning;
    // The focus was on a button that has gone.
    if (was && making.hidden && (focused === document.body || making.contains(focused))) withNetwork.focus();
  });
  const copyWithout = () => {
    if (openTab() === RETRAIN) trigger('select');
    else void copy(openTab() === CLIMB ? null : recipeOfNetwork());
  };
  find(element, '.copy').addEventListener('click', copyWithout);
  withNetwork.addEventListener('click', () => {
    if (withNetwork.getAttribute('aria-pressed') === 'true') copyWithout();
    else void copyWithNetwork();
  });
  find(element, '.stop').addEventListener('click', () => slotOf(KILOBYTE).press('stop'));
  find(element, '.show-code').addEventListener('click', () => slotOf('qr-code').show(copied));
  recipes.onPress(copy);
  for (const pad of Object.values(pads)) pad.onChange(forget);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) forget();
  });
}

/**
 * The name of the network whose weights a copied recipe does not bring; empty for none.
 * @param {Values | null} recipe
 */
function startOf(recipe) {
  if (!recipe) return '';
  if (openTab() === RETRAIN) return firstWeights.key && firstWeights.name;
  return store.run(numberInKey(reader.key))?.start ?? '';
}

/** The recipe of the network that reads; null if it ships, is a hand, which depends on drawings, or came in a link. */
function recipeOfNetwork() {
  const { key, shipped, network } = reader;
  const isElsewhere = shipped.includes(key) || key === HAND || store.run(numberInKey(key))?.isFromLink;
  return isElsewhere ? null : (network?.recipe ?? null);
}
