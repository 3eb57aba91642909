/**
 * “Copy link”: an address that opens the tab that is open, with the drawing on its pad, the chosen network, the guesses on
 * the Climb tab, and a recipe: on the Retrain tab that of the settings, elsewhere that of the chosen network, if a visitor
 * trained it. Everything is in the address's fragment, which is never sent to a server.
 */

import { openTab } from '../../address/address.js';
import { copyText } from '../../address/clipboard.js';
import { formatLink } from '../../address/link.js';
import { find } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { isEmpty } from '../../drawing/ink.js';
import { NUMBER_PAD } from '../../drawing/number_reader.js';
import { padOf } from '../../drawing/pads.js';
import { reader } from '../../drawing/reader.js';
import { hasInk } from '../../reading/drawing.js';
import { firstWeights } from '../../runs/first_weights.js';
import { store } from '../../store/store.js';
import { numberInKey } from '../../store/things.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Values } from '../../address/link.js' */

const HAND = 'hand'; // the network that a lesson taught: it has no recipe, because it depends on the drawings
const CLIMB = 'climb'; // the tab whose links contain the guesses
const RETRAIN = 'retrain'; // the tab whose links contain the settings' recipe
const NUMBERS = 'numbers'; // the tab whose links contain the number on its own pad
const pads = { draw: padOf('pad'), numbers: padOf(NUMBER_PAD) };
const recipes = slotOf('copy-link');

/**
 * Copies a link with the recipe of the Retrain tab's settings.
 * @param {Values} recipe
 */
export function copyRecipe(recipe) {
  recipes.press(recipe);
}

/** @param {Component} component */
export function mount({ element, trigger }) {
  const said = find(element, '.said');
  const field = find(element, '.address', HTMLInputElement);

  /** @param {Values | null} recipe */
  async function copy(recipe) {
    const { content } = openTab() === NUMBERS ? pads.numbers : pads.draw;
    const { strokes, image } = content;
    const isThere = image !== null || (hasInk(strokes) && !isEmpty(content));
    const link = formatLink(location.href.split('#')[0], openTab(), {
      network: reader.shipped.includes(reader.key) ? reader.key : null,
      recipe,
      content: isThere ? { strokes, image } : null,
      guesses: openTab() === CLIMB ? store.guesses : null,
    });
    const isCopied = await copyText(link.then(({ address }) => address));
    const { address, isWhole } = await link;
    const start = startOf(recipe);
    const note =
      (isWhole ? '' : ' The drawing is too long for it and stays here.') +
      (start ? ` Its recipe begins with random weights: those of ${start} stay here.` : '');
    field.value = address;
    field.hidden = isCopied;
    if (!isCopied) field.select();
    said.textContent = `${isCopied ? 'Link copied.' : 'The browser does not let it be copied. Copy it from here:'}${note}`;
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

  function recipeOfNetwork() {
    const { key, shipped, network } = reader;
    return shipped.includes(key) || key === HAND ? null : (network?.recipe ?? null);
  }

  find(element, '.copy').addEventListener('click', () => {
    if (openTab() === RETRAIN) trigger('select');
    else copy(openTab() === CLIMB ? null : recipeOfNetwork());
  });
  recipes.onPress(copy);
  const forget = () => {
    said.textContent = '';
    field.hidden = true;
  };
  for (const pad of Object.values(pads)) pad.onChange(forget);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) forget();
  });
}
