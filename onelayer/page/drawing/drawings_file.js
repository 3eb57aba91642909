/** Reads the drawings of a file that the visitor chose: lines of JSON in UTF-8, also gzipped. It may contain anything. */

import { formatCount } from '../dom/words.js';
import { inflate, TooLargeError } from './compression.js';
import { isWriter, parseDrawings } from './drawing_lines.js';

/** @import { LabelledDrawing } from './collection.js' */

/** @typedef {{drawings: LabelledDrawing[], problem: string}} Found  problem: what could not be read; empty if all was */

const PROBLEMS_SHOWN = 5;
const GZIP = [0x1f, 0x8b]; // the first bytes of a gzip file

/** The bytes of a file cannot be read as text; the message is a sentence that says why. */
class FileError extends Error {}

/**
 * @param {File} file
 * @param {number} most  bytes that are read, after decompression
 * @param {boolean} isOneOfMany  if so, the file's name is the writer of the drawings without a writer
 * @returns {Promise<Found>}
 */
export async function readDrawings(file, most, isOneOfMany) {
  try {
    const { drawings, problems } = parseDrawings(decode(await readBytes(file, most)));
    const name = file.name.split('.')[0];
    const writer = isOneOfMany && isWriter(name) ? name : null;
    const written = drawings.map((drawing) => ({ ...drawing, writer: drawing.writer ?? writer }));
    return { drawings: written, problem: describeSkipped(problems) };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const problem = error instanceof FileError ? message : `The file could not be read (${message}). Choose it again.`;
    return { drawings: [], problem };
  }
}

/**
 * @param {File} file
 * @param {number} most
 */
async function readBytes(file, most) {
  const start = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer());
  if (!GZIP.every((byte, i) => start[i] === byte)) return file.arrayBuffer();
  try {
    return await inflate(file, 'gzip', most);
  } catch (error) {
    if (error instanceof TooLargeError)
      throw new FileError(`The file is larger than ${most.toLocaleString('en')} bytes, unpacked. Split it.`);
    if (error instanceof DOMException) throw error; // the file is gone
    throw new FileError('The gzip file is broken. Export it again.');
  }
}

/** @param {BufferSource} bytes */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError('The file is not text in UTF-8. A drawings file is expected.');
  }
}

/** @param {string[]} problems  one for each line that was skipped */
function describeSkipped(problems) {
  if (!problems.length) return '';
  const rest = problems.length > PROBLEMS_SHOWN ? ' …' : '';
  return `${formatCount(problems.length, 'line')} skipped: ${problems.slice(0, PROBLEMS_SHOWN).join(' ')}${rest}`;
}
