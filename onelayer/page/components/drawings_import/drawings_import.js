/** The button that imports drawings files: adds as many drawings as there is room for, and says so in its note. */

import { find, make } from '../../dom/dom.js';
import { formatCount } from '../../dom/words.js';
import { collection } from '../../drawing/collection.js';
import { readDrawings } from '../../drawing/drawings_file.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Found } from '../../drawing/drawings_file.js' */

/** @param {Component<{most_bytes: number, most_files: number, most_unpacked: number}>} component */
export function mount({ element, props }) {
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
    for (const file of chosen) {
      const found = await readDrawings(file, props.most_unpacked, chosen.length > 1);
      note.append(make('p', {}, make('strong', {}, file.name), take(found)));
    }
  });
}

/**
 * Adds the drawings of a file to the visitor's drawings.
 * @param {Found} found
 * @returns {string} sentences that say how many were added, and why not the others
 */
function take({ drawings, problem }) {
  if (!drawings.length) return `: nothing taken. ${problem}`.trimEnd();
  const { added, present, left } = collection.addAll(drawings);
  const sentences = [
    `: ${formatCount(added, 'drawing')} taken.`,
    present ? `${present.toLocaleString('en')} ${present === 1 ? 'was' : 'were'} there already.` : '',
    left ? `For ${left.toLocaleString('en')} more there was no place: ${collection.limitsInWords} are the most.` : '',
    problem,
  ];
  return sentences.filter(Boolean).join(' ');
}
