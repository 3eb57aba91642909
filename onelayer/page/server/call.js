/** Calls the functions of the server from this page. */

import { createCaller } from './functions.js';
import { send } from './server.js';

/** @typedef {{gradio_config: {dependencies: {id: number, api_name: string}[]}}} WithConfig */

/** What calls a function of the server; see `createCaller`. */
export const call = createCaller(send, (name) => {
  const { dependencies } = /** @type {Window & typeof globalThis & WithConfig} */ (window).gradio_config;
  const found = dependencies.find(({ api_name }) => api_name === name);
  if (!found) throw new Error(`This server has no function ${name}.`);
  return found.id;
});
