import { collection } from './collection.js';
import { formatDrawings } from './drawing_lines.js';

/** @import { Component } from './component.js' */

/** @param {Component} component */
export function mount({ props }) {
  const give = () => {
    props.value = formatDrawings(collection.drawings);
  };
  collection.onChange(give);
  give();
}
