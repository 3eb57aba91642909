/** Describes the preset that the settings started from, or what was changed since; then a button leads back to it. */

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
  let preset = '';

  onSettings((settings) => {
    preset = String(settings.preset);
    if (!known.presets[preset]) return;
    const isChanged = changesFrom(settings, preset, known).length > 0;
    for (const about of abouts) about.hidden = isChanged || about.dataset.preset !== preset;
    changed.hidden = back.hidden = !isChanged;
    changed.textContent = nameChanged(settings, preset, known);
    back.textContent = `Back to ${known.presets[preset].name}`;
  });
  back.addEventListener('click', () => showSettings(known.presets[preset].recipe));
}
