/** Numbers from text. */

/**
 * The bytes of base64.
 * @param {string} text
 */
export function decodeBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * The numbers of a picture. Its first letter says how the bytes are meant: u is 0 to 255 for 0 to 1, s is -127 to 127 for
 * -1 to 1.
 * @param {string} text
 */
export function decodePixels(text) {
  const bytes = decodeBytes(text.slice(1));
  if (text[0] === 'u') return decodeInk(bytes);
  return Float32Array.from(new Int8Array(bytes.buffer), (byte) => byte / 127);
}

/** @param {Uint8Array} bytes */
function decodeInk(bytes) {
  return Float32Array.from(bytes, (byte) => byte / 255);
}
