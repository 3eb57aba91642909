/** How captchas look, and who reads them; a button makes another one. */

import { find, findAll } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { captchas } from '../../runs/captchas/captchas.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Look, Reads } from '../../runs/captchas/captcha_words.js' */
/** @import { Recipe } from '../../store/things.js' */

/** @typedef {Look & {reads: Reads, isTrained: boolean}} SettingsState  isTrained: there is a run that may read */

/** @param {Component<{elem_id: string, recipe: Recipe}>} component  recipe: to train on captchas */
export function mount({ element, props }) {
  captchas.recipe = props.recipe;
  for (const fieldset of findAll(element, 'fieldset')) {
    const name = String(fieldset.dataset.setting);
    fieldset.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) captchas.set(name, target.value);
    });
  }
  find(element, '.new').addEventListener('click', () => captchas.makeNew());
  slotOf(props.elem_id).onShow((/** @type {SettingsState | null} */ state) => {
    if (!state) return;
    for (const radio of findAll(element, 'input', HTMLInputElement)) {
      const setting = /** @type {keyof SettingsState} */ (radio.closest('fieldset')?.dataset.setting);
      radio.checked = radio.value === state[setting];
      if (radio.value === 'trained') radio.disabled = !state.isTrained;
    }
  });
}
