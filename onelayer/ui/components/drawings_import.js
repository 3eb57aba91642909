import { collection } from './collection.js';
import { received } from './component.js';
import { find, make } from './dom.js';
import { parseDrawings } from './drawing_lines.js';

/** @import { Component } from './component.js' */

/**
 * What the server found in a file; count is of all its drawings, of which `drawings` has as many as could find room.
 * @typedef {{name: string, drawings: string, count: number, problem: string}} Found
 */

/** @param {Component<{most_bytes: number, most_files: number}>} component */
export function mount({ element, props, trigger, watch }) {
  const input = find(element, '.files', HTMLInputElement);
  const note = find(element, '.note');

  find(element, '.pick').addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    if (!chosen.length) return;
    const bytes = chosen.reduce((sum, file) => sum + file.size, 0);
    if (bytes > props.most_bytes || chosen.length > props.most_files) {
      note.textContent = `Too much at once: ${props.most_files} files and ${props.most_bytes / 1e6} MB in all are the most.`;
      return;
    }
    note.textContent = '';
    try {
      const files = chosen.map(async (file) => ({ name: file.name, content: await toBase64(file) }));
      trigger('upload', { files: await Promise.all(files) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      note.textContent = `A file could not be read (${reason}). Choose it again.`;
    }
  });

  watch('value', () => {
    /** @type {{files: Found[]} | null} */
    const value = received(props);
    note.replaceChildren(
      ...(value?.files ?? []).map((found) => make('p', {}, make('strong', {}, found.name), take(found))),
    );
  });
}

/**
 * Add what was found to the visitor's drawings.
 * @param {Found} found
 * @returns {string} what came of it
 */
function take({ drawings, count, problem }) {
  if (!count) return `: nothing taken. ${problem}`;
  const taken = collection.addAll(parseDrawings(drawings).drawings);
  const left = count - taken;
  const full = left
    ? ` For ${left.toLocaleString('en')} more there was no place: ${collection.limitsInWords} are the most.`
    : '';
  return `: ${taken.toLocaleString('en')} drawings taken.${full} ${problem}`.trimEnd();
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function toBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? ''); // an empty file has no comma
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
