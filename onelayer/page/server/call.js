/** Calls the functions of the server from this page. */

import { encodeBytes } from '../dom/decoding.js';
import { formatNetwork } from '../reading/network.js';
import { createCaller } from './functions.js';
import { send } from './server.js';

/** @import { Network } from '../reading/network.js' */

/** @typedef {{gradio_config: {dependencies: {id: number, api_name: string}[]}}} WithConfig */

/** What calls a function of the server; see `createCaller`. */
export const call = createCaller(send, (name) => {
  const { dependencies } = /** @type {Window & typeof globalThis & WithConfig} */ (window).gradio_config;
  const found = dependencies.find(({ api_name }) => api_name === name);
  if (!found) throw new Error(`This server has no function ${name}.`);
  return found.id;
});

/**
 * A network as a function takes it: its file in base64.
 * @param {Network} network
 * @param {Record<string, number>} [accuracies]  0 to 1, by name
 */
export function encodeNetwork(network, accuracies) {
  return encodeBytes(new Uint8Array(formatNetwork(network, accuracies)));
}
