import { goTo, onLink } from '../../address/address.js';
import { parseFragment } from '../../address/fragment.js';
import { LinkError, parseLink } from '../../address/link.js';
import { find } from '../../dom/dom.js';
import { bringIntoView } from '../../dom/view.js';
import { NUMBER_PAD } from '../../drawing/number_reader.js';
import { padOf } from '../../drawing/pads.js';
import { CHOSEN_BY_READING, reader } from '../../drawing/reader.js';
import { takeDropped, takeFromLink } from '../../runs/networks/network_import.js';
import { firstWeights } from '../../runs/retrain/first_weights.js';
import { findProblem, nearestRecipe } from '../../runs/training/recipes.js';
import { keepPad } from '../../store/kept_pad.js';
import { showSettings } from '../../store/settings.js';
import { store } from '../../store/store.js';

/** @import { Guesses } from '../../runs/climb/climb.js' */
/** @import { Known } from '../../runs/training/recipes.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Brought, Link, Values } from '../../address/link.js' */

const TRAIN = '#train';
const CLIMB = 'climb';
const NUMBERS = 'numbers';
const WIDEST = 16; // heights: of the pad of a number, as programs may send one

/** @param {Component<{known: Known}>} component */
export function mount({ element, props: { known } }) {
  const sentence = find(element, '.sentence');
  const train = find(element, '.train', HTMLButtonElement);
  const close = find(element, '.close', HTMLButtonElement);
  let taken = 0; // how many links were followed

  /** @param {string} text  empty for nothing */
  function say(text, isToTrain = false) {
    sentence.textContent = text;
    train.hidden = !isToTrain;
    close.hidden = !text;
  }

  /** @param {string} brought */
  async function take(brought) {
    const number = ++taken;
    say('');
    try {
      const isNumber = parseFragment(location.hash).tab === NUMBERS;
      const link = await parseLink(brought, isNumber ? WIDEST : 1);
      if (number === taken) put(link, isNumber ? NUMBER_PAD : 'pad');
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      say(error.message);
    }
  }

  /**
   * @param {Link & {kilobyte: Brought | null}} link
   * @param {string} pad  the id of the pad that its drawing is for
   */
  function put({ network, kilobyte, recipe, content, guesses }, pad) {
    if (content) {
      const origin = { text: content.image === null ? '' : 'From a link', cutout: null, against: CHOSEN_BY_READING };
      padOf(pad).put(content.image === null ? content : { ...content, origin });
    }
    if (network !== null) chooseNetwork(network);
    if (kilobyte) void takeFromLink(kilobyte, known, say);
    if (recipe) takeRecipe(recipe);
    if (guesses) takeGuesses(/** @type {Guesses} */ (guesses));
    else if (!kilobyte && parseFragment(location.hash).tab === CLIMB) {
      say('This link opens the Climb: the same layer, trained again and again, with one change each.');
    }
  }

  /**
   * Chooses a network as a visitor does, as soon as the page has networks to choose from.
   * @param {string} key
   */
  async function chooseNetwork(key) {
    await Promise.all([reader.loaded, store.loaded]); // with the visitor's runs
    if (reader.choices.some((choice) => choice.key === key)) store.set('reads', key);
    else say(`The link names a network that this page does not have: ${key}.`);
  }

  /** @param {Values} values  a value that is not named is the article's */
  async function takeRecipe(values) {
    const problem = findProblem(values, known);
    if (problem) return say(`The link’s recipe cannot be trained: ${problem}`);
    const recipe = { ...known.recipes.article.recipe, ...values };
    await store.loaded; // the settings that the browser had kept give way
    firstWeights.choose('');
    showSettings({ recipe: nearestRecipe(recipe, known), ...recipe });
    say('This link brings a recipe, and the Retrain tab has it now.', true);
  }

  /** @param {Guesses} guesses  replace those that the browser had kept */
  async function takeGuesses(guesses) {
    await store.loaded;
    store.set('guesses', guesses);
    const count = Object.keys(guesses).length;
    const brought = count === 1 ? 'a guess for one rung' : `guesses for ${count} rungs`;
    say(`This link opens the Climb and brings ${brought}: press Climb to see how close you come.`);
  }

  takeDropped(known, (text) => {
    say(text);
    bringIntoView(element);
  });
  close.addEventListener('click', () => say(''));
  train.addEventListener('click', () => {
    say('');
    goTo('retrain');
    whenThere(TRAIN, (button) => button.click());
  });
  let taking = Promise.resolve();
  onLink((brought) => {
    taking = take(brought);
  });
  taking.finally(() => keepPad('pad', 'pad')); // the drawing of a link goes before the one that was kept
}

/**
 * Calls a function with a node as soon as it is in the page and visible: Gradio makes a tab when it is opened.
 * @param {string} selector
 * @param {(node: HTMLElement) => void} use
 */
function whenThere(selector, use) {
  const node = document.querySelector(selector);
  if (node instanceof HTMLElement && node.offsetParent) use(node);
  else requestAnimationFrame(() => whenThere(selector, use));
}
