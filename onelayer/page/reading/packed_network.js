/**
 * A network's numbers in its file: packed, if it is rounded, so that the file is as small as its bits say. The same as
 * onelayer/files/packed_network.py, which lists the tensors.
 */

import { PIXELS } from './drawing.js';
import { encodeHalf } from './half.js';
import { countZeros, DIGITS, findKept, fitLevels, mostLevel, placeInPage, WEIGHTS } from './rounding.js';

/** @import { Network } from './network.js' */
/** @import { Rounding } from './rounding.js' */
/** @import { Tensor } from './safetensors.js' */

/** Why numbers are not those of a packed network; the message goes on after “it”. */
export class PackingError extends Error {}

/** @typedef {{type: 'F32' | 'F16' | 'U8', shape: number[]}} Kind  of a tensor */

const MASK_BYTES = WEIGHTS / 8;
const SIZES = { F32: 4, F16: 2, U8: 1 };

/**
 * The tensors of a network that is rounded so, by their names.
 * @param {Rounding} rounding
 * @returns {Record<string, Kind>}
 */
export function tensorsOf({ bits, sparsity }) {
  const kept = WEIGHTS - countZeros(sparsity);
  /** @type {Record<string, Kind>} */
  const mask = sparsity ? { mask: { type: 'U8', shape: [MASK_BYTES] } } : {};
  if (bits === 32) {
    const shape = sparsity ? [kept] : [PIXELS, DIGITS];
    return { kernel: { type: 'F32', shape }, bias: { type: 'F32', shape: [DIGITS] }, ...mask };
  }
  return {
    levels: { type: 'U8', shape: [Math.ceil((kept * bits) / 8)] },
    scale: { type: 'F16', shape: [DIGITS] },
    bias: { type: 'F16', shape: [DIGITS] },
    ...mask,
  };
}

/**
 * The bytes of a tensor.
 * @param {Kind} kind
 */
export function bytesOfTensor({ type, shape }) {
  return SIZES[type] * shape.reduce((product, side) => product * side);
}

/**
 * The bytes of all numbers of a network that is rounded so: 31,400 as it was trained, 1,020 of 1 bit.
 * @param {Rounding} rounding
 */
export function bytesOfNumbers(rounding) {
  return Object.values(tensorsOf(rounding)).reduce((sum, kind) => sum + bytesOfTensor(kind), 0);
}

/**
 * Makes the tensors of a network that is rounded so.
 * @param {Network} network
 * @param {Rounding} rounding
 * @returns {Record<string, Tensor>}
 */
export function packNetwork({ kernel, bias }, rounding) {
  const { bits, sparsity } = rounding;
  const kinds = tensorsOf(rounding);
  const isKept = findKept(kernel, sparsity);
  const kept = Uint16Array.from({ length: WEIGHTS }, (_, place) => placeInPage(place)).filter((i) => isKept[i]);
  /** @type {Record<string, Tensor['numbers']>} */
  const numbers = { bias: bits === 32 ? Float32Array.from(bias) : Uint16Array.from(bias, encodeHalf) };
  if (sparsity) numbers.mask = packMask(isKept);
  if (bits === 32) {
    numbers.kernel = Float32Array.from(kept, (i) => kernel[i]);
  } else {
    const { levels, scale } = fitLevels(kernel, bits, isKept);
    numbers.levels = packLevels(
      Int8Array.from(kept, (i) => levels[i]),
      bits,
    );
    numbers.scale = Uint16Array.from(scale, encodeHalf);
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([name, { shape }]) => [name, { shape, numbers: numbers[name] }]),
  );
}

/**
 * Makes kernel and bias of the tensors of a network that is rounded so; their shapes must be those of `tensorsOf`.
 * Throws a PackingError if a level is none, or if the mask keeps more weights or fewer.
 * @param {Record<string, Tensor>} tensors
 * @param {Rounding} rounding
 * @returns {{kernel: Float32Array, bias: Float32Array}}  kernel: 10 × 784
 */
export function unpackNetwork(tensors, { bits, sparsity }) {
  const mask = tensors.mask?.numbers;
  const places = Uint16Array.from({ length: WEIGHTS }, (_, place) => place);
  const kept = mask ? places.filter((place) => (mask[place >> 3] >> (place & 7)) & 1) : places;
  const expected = WEIGHTS - countZeros(sparsity);
  if (kept.length !== expected) throw new PackingError(`keeps ${kept.length} weights, not ${expected}`);
  const kernel = new Float32Array(WEIGHTS);
  const bias = Float32Array.from(tensors.bias.numbers);
  if (bits === 32) {
    for (const [i, place] of kept.entries()) kernel[placeInPage(place)] = tensors.kernel.numbers[i];
    return { kernel, bias };
  }
  const scale = tensors.scale.numbers;
  const levels = unpackLevels(Uint8Array.from(tensors.levels.numbers), bits, kept.length);
  for (const [i, place] of kept.entries()) kernel[placeInPage(place)] = levels[i] * scale[place % DIGITS];
  return { kernel, bias };
}

/** @param {Uint8Array} isKept  10 × 784 */
function packMask(isKept) {
  const mask = new Uint8Array(MASK_BYTES);
  for (let place = 0; place < WEIGHTS; place++) mask[place >> 3] |= isKept[placeInPage(place)] << (place & 7);
  return mask;
}

/**
 * Packs levels one after the other, each its lowest bit first, as the number level + largest level; of 1 bit as 0 for −1,
 * and 1.
 * @param {Int8Array} levels
 * @param {number} bits
 */
export function packLevels(levels, bits) {
  const packed = new Uint8Array(Math.ceil((levels.length * bits) / 8));
  levels.forEach((level, i) => {
    const code = bits === 1 ? Number(level > 0) : level + mostLevel(bits);
    for (let bit = 0; bit < bits; bit++) {
      const at = i * bits + bit;
      packed[at >> 3] |= ((code >> bit) & 1) << (at & 7);
    }
  });
  return packed;
}

/**
 * Unpacks levels. Throws a PackingError if one is larger than its bits hold.
 * @param {Uint8Array} packed
 * @param {number} bits
 * @param {number} count  of levels
 */
export function unpackLevels(packed, bits, count) {
  const most = mostLevel(bits);
  return Int8Array.from({ length: count }, (_, i) => {
    let code = 0;
    for (let bit = 0; bit < bits; bit++) {
      const at = i * bits + bit;
      code |= ((packed[at >> 3] >> (at & 7)) & 1) << bit;
    }
    if (bits === 1) return 2 * code - 1;
    if (code > 2 * most) throw new PackingError(`has a level beyond ${most}, the largest of ${bits} bits`);
    return code - most;
  });
}
