/**
 * A kilobyte as a text for addresses: a network whose weights have one bit each, their sign, with a scale and a bias for
 * each digit in half precision. 980 + 20 + 20 bytes, as in a packed file.
 *
 * Two bytes are three characters of the 41 that may stand in an address and that a QR code packs in 5½ bits each. In base64
 * the text would be a tenth shorter, but each character takes 8 bits of the code: its modules would be a tenth smaller.
 */

import { decodeHalf } from '../reading/half.js';
import { packNetwork, unpackNetwork } from '../reading/packed_network.js';
import { roundNetwork } from '../reading/rounding.js';

/** @import { InputForm } from '../reading/inputs.js' */
/** @import { Network } from '../reading/network.js' */

const ONE_BIT = { bits: 1, sparsity: 0 };
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:'; // of QR's alphanumeric mode, without space, $, % and *
const BASE = LETTERS.length;
const LEVEL_BYTES = 980;
const BYTES = LEVEL_BYTES + 20 + 20;
const LENGTH = (BYTES / 2) * 3; // characters

/** Why a text is no kilobyte; the message goes on after “its network”. */
export class KilobyteError extends Error {}

/**
 * Gives the text of a kilobyte; null if the network is none.
 * @param {Network} network
 * @returns {string | null}
 */
export function formatKilobyte(network) {
  const rounded = roundNetwork(network, ONE_BIT);
  const isOne =
    network.kernel.every((weight, i) => weight === rounded.kernel[i]) &&
    Array.from(network.bias).every((value, digit) => value === rounded.bias[digit]);
  if (!isOne) return null;
  const { levels, scale, bias } = packNetwork(network, ONE_BIT);
  const bytes = new Uint8Array(BYTES);
  bytes.set(levels.numbers);
  const view = new DataView(bytes.buffer, LEVEL_BYTES);
  for (const [i, half] of [...scale.numbers, ...bias.numbers].entries()) view.setUint16(2 * i, half, true);
  return formatBytes(bytes);
}

/**
 * Reads such a text, which may be anybody's. Throws a KilobyteError that says what is wrong with it.
 * @param {string} text
 * @param {InputForm} inputForm  of the network
 * @returns {Network}
 */
export function parseKilobyte(text, inputForm) {
  const bytes = parseBytes(text);
  const view = new DataView(bytes.buffer, LEVEL_BYTES);
  const halves = Float32Array.from({ length: 20 }, (_, i) => decodeHalf(view.getUint16(2 * i, true)));
  const [scale, bias] = [halves.slice(0, 10), halves.slice(10)];
  if (!halves.every(Number.isFinite) || scale.some((each) => each < 0)) {
    throw new KilobyteError('has scales or biases that no network has');
  }
  const tensors = {
    levels: { shape: [LEVEL_BYTES], numbers: bytes.slice(0, LEVEL_BYTES) },
    scale: { shape: [10], numbers: scale },
    bias: { shape: [10], numbers: bias },
  };
  return { ...unpackNetwork(tensors, ONE_BIT), inputForm };
}

/** @param {Uint8Array} bytes  an even number of them */
function formatBytes(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const two = 256 * bytes[i] + bytes[i + 1];
    text += LETTERS[Math.floor(two / BASE ** 2)] + LETTERS[Math.floor(two / BASE) % BASE] + LETTERS[two % BASE];
  }
  return text;
}

/** @param {string} text */
function parseBytes(text) {
  if (text.length !== LENGTH) {
    const problem = text.length < LENGTH ? 'is cut off' : 'is too long';
    throw new KilobyteError(
      `${problem}: it has ${text.length.toLocaleString('en')} characters, not ${LENGTH.toLocaleString('en')}`,
    );
  }
  const bytes = new Uint8Array(BYTES);
  for (let i = 0; i < BYTES / 2; i++) {
    const [high, middle, low] = [...text.slice(3 * i, 3 * i + 3)].map((letter) => LETTERS.indexOf(letter));
    const two = (high * BASE + middle) * BASE + low;
    if (Math.min(high, middle, low) < 0 || !(two < 2 ** 16)) {
      throw new KilobyteError('was changed on its way: it has characters that no network has');
    }
    bytes.set([two >> 8, two & 255], 2 * i);
  }
  return bytes;
}
