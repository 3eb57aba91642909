/** “Present”: pad, answer and reasons fill the screen, large enough to read from the last row of a room. */

import { goTo, isPresenting, onPresent } from './address.js';
import { find, setAttribute, setText } from './dom.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const button = find(element, '.present');

  function show() {
    setText(button, isPresenting() ? 'Leave (Escape)' : 'Present');
    setAttribute(button, 'aria-pressed', String(isPresenting()));
    // A view that an address has opened is not in full screen: browsers allow that only after a click.
    if (!isPresenting() && document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  function toggle() {
    if (isPresenting()) {
      goTo('draw');
      return;
    }
    goTo('present');
    document.documentElement.requestFullscreen?.().catch(() => {}); // some frames forbid it: then without full screen
  }

  button.addEventListener('click', toggle);
  // In the capture phase, before the sketchpad, which Escape would clear. In full screen the browser handles the key.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isPresenting()) return;
      event.stopPropagation();
      goTo('draw');
    },
    true,
  );
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && isPresenting()) goTo('draw');
  });
  onPresent(show);
}
