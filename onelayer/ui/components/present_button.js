import { isPresenting, onPresent, togglePresent } from './address.js';
import { find, setAttribute, setText } from './dom.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const button = find(element, '.present');

  function show() {
    setText(find(button, '.words'), isPresenting() ? 'Leave (Escape)' : 'Present');
    setAttribute(button, 'aria-pressed', String(isPresenting()));
    // A view that is opened by an address has no full screen: a browser gives one for a press only.
    if (!isPresenting() && document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  function toggle() {
    togglePresent();
    if (isPresenting()) document.documentElement.requestFullscreen?.().catch(() => {}); // refused in some frames: it is large anyway
  }

  button.addEventListener('click', toggle);
  // Before the pad hears of it, which would be cleared. In full screen the browser takes the key for itself.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !isPresenting()) return;
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
