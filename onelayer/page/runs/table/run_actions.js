/** What the visitor asks for in the table of runs. */

import { reader } from '../../drawing/reader.js';
import { store } from '../../store/store.js';
import { numberInKey } from '../../store/things.js';
import { shown } from '../shown/shown_network.js';
import { compared } from './compared.js';

/** @typedef {'show' | 'compare' | 'read' | 'delete' | 'rename'} Action */

/**
 * Does what the visitor asks for.
 * @param {Action} action
 * @param {string} key  of the network
 * @param {string} text  the new name for `rename`
 * @param {string} about  the sentence where there is nothing to say
 * @returns {string} a sentence that says what was done, or why not
 */
export function act(action, key, text, about) {
  const number = numberInKey(key) ?? 0;
  const name = reader.nameOf(key);
  switch (action) {
    case 'show':
      shown.show(key);
      return `${name} is shown.`;
    case 'compare': {
      const problem = compared.toggle(key);
      return problem ? `${problem}${name}.` : about;
    }
    case 'rename': {
      const problem = store.rename(number, text);
      return problem || `${name} is called ${store.run(number)?.name} now.`;
    }
    case 'read':
      store.set('reads', key);
      return `${name} reads now, on the Draw tab.`;
    case 'delete':
      void store.deleteRun(number);
      return `${name} is deleted, and can be brought back.`;
  }
}

/** Brings back the run that was deleted last; returns a sentence. */
export function bringBack() {
  const back = store.undelete();
  return back ? `${back.name} is back.` : 'There is nothing to bring back.';
}
