/** @import { Component } from "./component.js" */

/** @param {Component} component */
export function mount({ element }) {
  element.textContent = '';
}
