/** Keeps what is on a pad: a reload brings it back. */

import { isEmpty } from '../drawing/ink.js';
import { padOf } from '../drawing/pads.js';
import { store } from './store.js';

/** @import { PadName } from './store.js' */

/**
 * Shows what was on a pad, unless there is something already: by the visitor, or from a link. From then on what is on
 * the pad is kept whenever it rests, and the pad is emptied when everything is forgotten.
 * @param {string} id  of the pad
 * @param {PadName} name  under which the store has it
 */
export async function keepPad(id, name) {
  const pad = padOf(id);
  const keep = () => {
    const content = isEmpty(pad.content) ? null : pad.content;
    if (JSON.stringify(content) !== JSON.stringify(store[name])) store.set(name, content);
  };
  await store.loaded;
  if (store[name]) pad.restore(store[name]);
  keep();
  pad.onRest(keep);
  window.addEventListener('pagehide', keep); // the pen may not have rested yet
  store.onChange([name], () => {
    if (!store[name] && !isEmpty(pad.content)) pad.take();
  });
}
