// @ts-check
import { received } from './component.js';
import { find, findAll } from './dom.js';
import { drawPicture } from './picture.js';
import { onThemeChange } from './theme.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{pixels: string, caption: string, text: string, index: number}} Picture
 * @typedef {{captions: string[], selectable: boolean}} Props  captions: of empty places
 */

/** @param {Component<Props>} component */
export function mount({ element, props, trigger, watch }) {
  /** @type {Picture[]} */
  let pictures = [];

  const places = findAll(element, '.place').map((place, i) => {
    place.addEventListener('click', () => {
      if (props.selectable) trigger('select', { index: pictures[i].index });
    });
    const canvas = find(place, 'canvas', HTMLCanvasElement);
    return { place, canvas, caption: find(place, '.caption'), shown: /** @type {string | null} */ (null) };
  });

  function show(again = false) {
    pictures = received(props) ?? [];
    places.forEach((place, i) => {
      const picture = pictures[i];
      const pixels = picture?.pixels ?? null;
      if (pixels !== place.shown || again) drawPicture(place.canvas, pixels);
      place.shown = pixels;
      place.canvas.setAttribute('aria-label', picture?.text ?? 'Empty');
      if (place.place instanceof HTMLButtonElement) place.place.disabled = !picture;
      if (picture || !props.captions[i]) place.caption.textContent = picture?.caption ?? '';
    });
  }

  watch('value', show);
  onThemeChange(() => show(true));
  show();
}
