/** Keeps what is on the Draw tab's pad: a reload brings it back. */

import { isEmpty } from '../drawing/ink.js';
import { padOf } from '../drawing/pads.js';
import { store } from './store.js';

/**
 * Shows what was on the pad, unless there is something already: by the visitor, or from a link. From then on what is on
 * the pad is kept whenever it rests, and the pad is emptied when everything is forgotten.
 */
export async function keepPad() {
  const pad = padOf('pad');
  const keep = () => {
    const content = isEmpty(pad.content) ? null : pad.content;
    if (JSON.stringify(content) !== JSON.stringify(store.pad)) store.setPad(content);
  };
  await store.loaded;
  if (store.pad) pad.restore(store.pad);
  keep();
  pad.onRest(keep);
  window.addEventListener('pagehide', keep); // the pen may not have rested yet
  store.onChange(['pad'], () => {
    if (!store.pad && !isEmpty(pad.content)) pad.take();
  });
}
