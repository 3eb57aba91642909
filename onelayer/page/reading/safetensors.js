/** Reads and writes safetensors files: the header's length, the header in JSON, the numbers (huggingface.co/docs/safetensors). */

import { decodeHalf } from './half.js';

/** @typedef {{shape: number[], numbers: Float32Array | Uint16Array | Uint8Array}} Tensor  Uint16Array: of half precision, to be written */
/** @typedef {{metadata: Record<string, string>, tensors: Map<string, Tensor>}} Content */

const TYPES = { F32: Float32Array, F16: Uint16Array, U8: Uint8Array }; // little-endian, as the machines of all browsers

/**
 * Reads the tensors and the metadata in a file's bytes. Throws if the bytes are not a safetensors file, or if the
 * numbers are none of float32, float16, which becomes float32, and uint8.
 * @param {ArrayBuffer} bytes
 * @returns {Content}
 */
export function parseSafetensors(bytes) {
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: ends }] of Object.entries(entries)) {
    const [first, end] = ends.map((/** @type {number} */ offset) => 8 + length + offset);
    const Numbers = TYPES[/** @type {keyof typeof TYPES} */ (dtype)];
    if (!Numbers) throw new Error(`The file's numbers are ${dtype}; expected ${Object.keys(TYPES).join(', ')}.`);
    const numbers = new Numbers(bytes.slice(first, end));
    tensors.set(name, { shape, numbers: dtype === 'F16' ? Float32Array.from(numbers, decodeHalf) : numbers });
  }
  return { metadata, tensors };
}

/**
 * Writes a safetensors file.
 * @param {Record<string, Tensor>} tensors
 * @param {Record<string, string>} metadata
 * @returns {ArrayBuffer}
 */
export function formatSafetensors(tensors, metadata) {
  let end = 0;
  /** @type {Record<string, object>} */
  const header = { __metadata__: metadata };
  for (const [name, { shape, numbers }] of Object.entries(tensors)) {
    const dtype = Object.entries(TYPES).find(([, Numbers]) => numbers instanceof Numbers)?.[0];
    header[name] = { dtype, shape, data_offsets: [end, end + numbers.byteLength] };
    end += numbers.byteLength;
  }
  const text = JSON.stringify(header);
  const bytes = new TextEncoder().encode(text.padEnd(text.length + ((8 - (text.length % 8)) % 8))); // aligned to 8
  const file = new Uint8Array(8 + bytes.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes.length), true);
  file.set(bytes, 8);
  let at = 8 + bytes.length;
  for (const { numbers } of Object.values(tensors)) {
    file.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += numbers.byteLength;
  }
  return file.buffer;
}
