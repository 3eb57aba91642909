/** Describes the recipe that the settings started from, or what was changed since; then a button leads back to it. */

import { find, findAll } from '../../dom/dom.js';
import { changesFrom, nameChanged } from '../../runs/training/recipes.js';
import { onSettings, showSettings } from '../../store/settings.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Known } from '../../runs/training/recipes.js' */

/** @param {Component<{known: Known}>} component */
export function mount({ element, props: { known } }) {
  const abouts = findAll(element, '.about');
  const changed = find(element, '.changed');
  const back = find(element, '.back');
  let key = '';

  onSettings((settings) => {
    key = String(settings.recipe);
    if (!known.recipes[key]) return;
    const isChanged = changesFrom(settings, key, known).length > 0;
    for (const about of abouts) about.hidden = isChanged || about.dataset.recipe !== key;
    changed.hidden = back.hidden = !isChanged;
    changed.textContent = nameChanged(settings, key, known);
    back.textContent = `Back to ${known.recipes[key].name}`;
  });
  back.addEventListener('click', () => showSettings(known.recipes[key].recipe));
}
