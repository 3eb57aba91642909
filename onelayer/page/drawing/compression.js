/** Compresses and decompresses with the browser's own streams. */

/** The decompressed bytes are more than the limit. */
export class TooLargeError extends Error {}

/**
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @returns {Promise<Uint8Array>} bytes in raw deflate
 */
export async function deflate(content) {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Decompresses. Rejects with a TooLargeError as soon as there are more bytes than `most`, with another error if the bytes
 * are broken.
 * @param {Blob} packed
 * @param {CompressionFormat} format
 * @param {number} most
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
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
