/**
 * Functions that are called with news. A class has one of these for each kind of news, and lets others use its `add`.
 * @template [News=void]
 */
export class Listeners {
  /** @type {Set<(news: News) => void>} */
  #all = new Set();

  /** Calls a listener with all news from now on. */
  add = (/** @type {(news: News) => void} */ listener) => void this.#all.add(listener);

  /** Calls a listener with all news from now on, and with some now. */
  follow = (/** @type {(news: News) => void} */ listener, /** @type {News} */ news) => {
    this.add(listener);
    listener(news);
  };

  /** Tells all listeners. */
  tell = (/** @type {News} */ news) => {
    for (const listener of this.#all) listener(news);
  };
}
