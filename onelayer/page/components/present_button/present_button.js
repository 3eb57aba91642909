/** “Present”: the open tab fills the screen, large enough to read from the last row of a room. */

import { isPresenting, onPresent, togglePresent } from '../../address/address.js';
import { find, setAttribute, setText } from '../../dom/dom.js';
import { isForPage } from '../../dom/keys.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const button = find(element, '.present');

  function show() {
    setText(find(button, '.words'), isPresenting() ? 'Leave (Escape)' : 'Present');
    setAttribute(button, 'aria-pressed', String(isPresenting()));
    // A view that an address has opened is not in full screen: browsers allow that only after a click.
    if (!isPresenting() && document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  function toggle() {
    togglePresent();
    if (isPresenting()) document.documentElement.requestFullscreen?.().catch(() => {}); // refused in some frames: it is large anyway
  }

  button.addEventListener('click', toggle);
  // In the capture phase, before the sketchpad, which Escape would clear. In full screen the browser handles the key.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isPresenting() || !isForPage(event)) return;
      event.stopPropagation();
      togglePresent();
    },
    true,
  );
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && isPresenting()) togglePresent();
  });
  onPresent(show);
}
