/**
 * The part of the page's address after `#`, which is never sent to a server: the open tab, `#retrain`; the same in large type,
 * `#present-retrain`; and what a link brings, after the tab. The page starts with it: it imports nothing.
 */

/**
 * The tab that a fragment names, empty for none, and what it brings, empty for nothing.
 * @param {string} hash  with or without its #
 * @returns {{tab: string, brought: string}}
 */
export function parseFragment(hash) {
  const [tab, ...brought] = hash.replace(/^#/, '').split('&');
  return { tab: /^[a-z-]{1,32}$/.test(tab) ? tab : '', brought: brought.join('&') };
}
