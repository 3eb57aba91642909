/** Bytes made smaller and back, by the browser's own streams. */

/** Unpacked, the bytes are more than are taken. */
export class TooLargeError extends Error {}

/**
 * @param {string} text
 * @returns {Promise<Uint8Array>} bytes in raw deflate
 */
export async function deflate(text) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Unpacked bytes. Throws a TooLargeError as soon as they are more than `most`, a TypeError where the format is broken.
 * @param {Blob} packed
 * @param {CompressionFormat} format
 * @param {number} most
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(packed, format, most) {
  const reader = packed.stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > most) {
      await reader.cancel();
      throw new TooLargeError();
    }
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
