import { goTo, onLink } from '../../address/address.js';
import { parseFragment } from '../../address/fragment.js';
import { LinkError, parseLink } from '../../address/link.js';
import { received } from '../../dom/component.js';
import { find } from '../../dom/dom.js';
import { padOf } from '../../drawing/pads.js';
import { CHOSEN_BY_READING, reader } from '../../drawing/reader.js';
import { climb } from '../../runs/climb.js';
import { keepPad } from '../../store/kept_pad.js';
import { restored } from '../../store/settings.js';
import { store } from '../../store/store.js';

/** @import { Guesses } from '../../runs/climb.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Link, Values } from '../../address/link.js' */

const TRAIN = '#train';
const CLIMB = 'climb';

/** @param {Component} component */
export function mount({ element, props, trigger, watch }) {
  const sentence = find(element, '.sentence');
  const train = find(element, '.train', HTMLButtonElement);
  const close = find(element, '.close', HTMLButtonElement);
  let asked = 0; // the number of recipes from links that the server was given
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
      const link = await parseLink(brought);
      if (number === taken) put(link);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      say(error.message);
    }
  }

  /** @param {Link} link */
  function put({ network, recipe, content, guesses }) {
    if (content) {
      const origin = { text: content.image === null ? '' : 'From a link', cutout: null, against: CHOSEN_BY_READING };
      padOf('pad').put(content.image === null ? content : { ...content, origin });
    }
    if (network !== null) chooseNetwork(network);
    if (recipe) askFor(recipe);
    if (guesses) takeGuesses(/** @type {Guesses} */ (guesses));
    else if (parseFragment(location.hash).tab === CLIMB) {
      say('This link opens the Climb: the same layer, trained six times, with one change each.');
    }
  }

  /**
   * Chooses a network as a visitor does, as soon as the page has networks to choose from.
   * @param {string} key
   */
  async function chooseNetwork(key) {
    await store.loaded; // with the visitor's runs
    let isDone = false;
    reader.onReading(() => {
      if (isDone || !reader.choices.length) return;
      isDone = true;
      if (reader.choices.some((choice) => choice.key === key)) reader.take(key);
      else say(`The link names a network that this page does not have: ${key}.`);
    });
  }

  /** @param {Values} recipe  replaces the settings that the browser had kept */
  async function askFor(recipe) {
    await restored;
    asked += 1;
    props.value = JSON.stringify({ asked, recipe });
    trigger('input');
  }

  /** @param {Guesses} guesses  replace those that the browser had kept */
  async function takeGuesses(guesses) {
    await restored;
    climb.setGuesses(guesses);
    const count = Object.keys(guesses).length;
    const brought = count === 1 ? 'a guess for one rung' : `guesses for ${count} rungs`;
    say(`This link opens the Climb and brings ${brought}: press Climb to see how close you come.`);
  }

  watch('value', () => {
    /** @type {{asked: number, problem?: string} | null} */
    const answer = received(props);
    if (answer?.problem === undefined || answer.asked !== asked) return;
    if (answer.problem) say(`The link’s recipe cannot be trained: ${answer.problem}`);
    else say('This link brings a recipe, and the Retrain tab has it now.', true);
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
  taking.finally(keepPad); // the drawing of a link goes before the one that was kept
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
