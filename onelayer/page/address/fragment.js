/**
 * The part of the page's address after `#`, which is never sent to a server: the open tab, `#retrain`, or a tab in large
 * type, `#present-retrain`; and after it the content of a link. This module imports nothing: the page starts with it.
 */

/**
 * Splits a fragment into the tab that it names and the content that a link brings; each may be empty.
 * @param {string} hash  with or without its #
 * @returns {{tab: string, brought: string}}
 */
export function parseFragment(hash) {
  const [tab, ...brought] = hash.replace(/^#/, '').split('&');
  return { tab: /^[a-z-]{1,32}$/.test(tab) ? tab : '', brought: brought.join('&') };
}
