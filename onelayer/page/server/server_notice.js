/** The notice that the server does not answer. */

import { make } from '../dom/dom.js';

/** @typedef {import('./connection.js').State} State */

/** @type {Record<State, string>} */
const SENTENCES = {
  here: '',
  away: 'The server does not answer. Drawing and reading go on; what needs it waits, and goes on by itself.',
  replaced: 'The app was updated meanwhile. Drawing and reading go on; what needs the server waits for a reload.',
};

/** Puts the notice on the page, empty. @returns {(state: State) => void} a function that shows another state */
export function placeNotice() {
  const sentence = make('span');
  const reload = make('button', { type: 'button' }, 'Reload');
  reload.addEventListener('click', () => window.location.reload());
  const notice = make('div', { class: 'server-notice', role: 'status' }, sentence);
  document.body.append(notice);
  return (state) => {
    sentence.textContent = SENTENCES[state];
    notice.dataset.state = state;
    if (state === 'replaced') notice.append(reload);
    else reload.remove();
  };
}
