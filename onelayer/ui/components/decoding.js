/** Numbers from text, and bytes to text. */

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
 * Decodes the numbers of a picture. The first letter says what the bytes mean: with u, 0 to 255 mean 0 to 1; with s,
 * -127 to 127 mean -1 to 1.
 * @param {string} text
 */
export function decodePixels(text) {
  const bytes = decodeBytes(text.slice(1));
  if (text[0] === 'u') return Float32Array.from(bytes, (byte) => byte / 255);
  return Float32Array.from(new Int8Array(bytes.buffer), (byte) => byte / 127);
}
