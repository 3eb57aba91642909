/**
 * A button that saves the visitor's drawings in a file; the writer's name is added to the file's. If `is_made`, it sends
 * `download` with the `lines` of the drawings, and a handler gives the file's bytes; otherwise the lines are the file.
 */

import { onValue } from '../../dom/component.js';
import { decodeBytes } from '../../dom/decoding.js';
import { find } from '../../dom/dom.js';
import { saveFile } from '../../dom/save_file.js';
import { collection } from '../../drawing/collection.js';
import { formatDrawings, nameFile } from '../../drawing/drawing_lines.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component<{file_name: string, is_made: boolean}>} component */
export function mount({ element, props, trigger, watch }) {
  const save = (/** @type {BlobPart} */ content) => saveFile(nameFile(props.file_name, collection.owner), content);

  find(element, '.download').addEventListener('click', () => {
    const { drawings, owner } = collection;
    if (!drawings.length) return;
    const lines = formatDrawings(drawings.map((each) => (each.writer || !owner ? each : { ...each, writer: owner })));
    if (props.is_made) trigger('download', { lines });
    else save(lines);
  });

  onValue({ props, watch }, (/** @type {string} */ content) => save(decodeBytes(content)));
}
