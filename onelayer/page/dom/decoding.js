/** Bytes from text, and bytes to text. */

/**
 * Decodes the bytes in base64 text.
 * @param {string} text
 */
export function decodeBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Encodes bytes as base64.
 * @param {Uint8Array} bytes
 */
export function encodeBytes(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * Decodes the float32 numbers in base64 text.
 * @param {string} text
 */
export function decodeFloats(text) {
  return new Float32Array(decodeBytes(text).buffer);
}
