// @ts-check
import { find } from './dom.js';

/** @import { Component } from './component.js' */

/** @param {Component<{most_bytes: number, most_files: number}>} component */
export function mount({ element, props, trigger }) {
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
