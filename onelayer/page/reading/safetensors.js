/** Reads and writes safetensors files: the header's length, the header in JSON, the numbers (huggingface.co/docs/safetensors). */

/** @typedef {{shape: number[], numbers: Float32Array}} Tensor */
/** @typedef {{metadata: Record<string, string>, tensors: Map<string, Tensor>}} Content */

/**
 * Reads the tensors and the metadata in a file's bytes. Throws if the bytes are not a safetensors file, or if the
 * numbers are neither float16 nor float32.
 * @param {ArrayBuffer} bytes
 * @returns {Content}
 */
export function parseSafetensors(bytes) {
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: ends }] of Object.entries(entries)) {
    const [first, end] = ends.map((/** @type {number} */ offset) => 8 + length + offset);
    tensors.set(name, { shape, numbers: decodeNumbers(bytes.slice(first, end), dtype) });
  }
  return { metadata, tensors };
}

/**
 * @param {ArrayBuffer} bytes  little-endian
 * @param {string} type
 */
function decodeNumbers(bytes, type) {
  if (type === 'F32') return new Float32Array(bytes);
  if (type === 'F16') return Float32Array.from(new Uint16Array(bytes), decodeHalf);
  throw new Error(`The file's numbers are ${type}; expected F16 or F32.`);
}

/**
 * Decodes a number of half precision (IEEE 754): one bit for the sign, five for the exponent, ten for the fraction.
 * @param {number} bits
 */
export function decodeHalf(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return sign * (exponent ? (1024 + fraction) * 2 ** (exponent - 25) : fraction * 2 ** -24);
}

/**
 * Writes a safetensors file of float32 tensors.
 * @param {Record<string, Tensor>} tensors
 * @param {Record<string, string>} metadata
 * @returns {ArrayBuffer}
 */
export function formatSafetensors(tensors, metadata) {
  let end = 0;
  /** @type {Record<string, object>} */
  const header = { __metadata__: metadata };
  for (const [name, { shape, numbers }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + numbers.byteLength] };
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
