import { find } from '../../dom/dom.js';
import { correctNumber } from './allowed_number.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Limits } from './allowed_number.js' */

/** @typedef {{limits: Record<string, [low: number, high: number, whole: boolean]>}} Props  by elem_id */

const GAP = 6; // pixels between a field and the note below it, and to the edge of the screen

/**
 * Works for all number fields of the page, also for fields that are added later. The listeners of a field get a number
 * when it is finished, not after each digit. Before that, a number that is not allowed is replaced by the nearest
 * allowed one, and a note says so. The note covers the parts below it without moving them, so that a pressed button stays in place.
 * @param {Component<Props>} component
 */
export function mount({ element, props }) {
  const note = find(element, '.number-note');
  /** @type {WeakMap<HTMLInputElement, string>} */
  const used = new WeakMap(); // the value of each field before it was typed into
  /** @type {HTMLInputElement | null} */
  let noted = null;

  /** @param {Event} event */
  function keepInMind({ target: field }) {
    if (isNumberField(field)) used.set(field, field.value);
  }

  /** @param {Event} event */
  function hold(event) {
    if (event.isTrusted && isNumberField(event.target)) event.stopPropagation();
  }

  /** @param {Event} event */
  function finish({ target: field, type }) {
    if (!isNumberField(field)) return;
    const { value, validity } = field;
    const before = used.get(field) ?? '';
    const corrected = correctNumber(value, validity.badInput, limitsOf(field, props.limits), before);
    if (!corrected && type === 'focusout') return; // its `change` event has already been handled
    if (corrected) field.value = corrected.value;
    used.set(field, field.value);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    if (corrected) say(field, corrected.sentence);
  }

  /**
   * @param {HTMLInputElement} field
   * @param {string} sentence
   */
  function say(field, sentence) {
    noted = field;
    note.showPopover();
    note.textContent = sentence;
    place();
  }

  function place() {
    if (!noted) return;
    const { left, bottom } = noted.getBoundingClientRect();
    note.style.left = `${Math.max(GAP, Math.min(left, innerWidth - note.offsetWidth - GAP))}px`;
    note.style.top = `${bottom + GAP}px`;
  }

  function hide() {
    if (!noted) return;
    noted = null;
    note.hidePopover();
  }

  const beforeOthers = { capture: true };
  document.addEventListener('focusin', keepInMind, beforeOthers);
  document.addEventListener('input', hold, beforeOthers);
  document.addEventListener('change', finish, beforeOthers);
  document.addEventListener('focusout', finish, beforeOthers); // letters in an empty field are no change
  // A press that finishes a field comes before the field's `change`, and hides an earlier note.
  document.addEventListener('pointerdown', hide, beforeOthers);
  document.addEventListener('keydown', (event) => event.key !== 'Tab' && hide(), beforeOthers);
  addEventListener('scroll', place, { capture: true, passive: true });
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement}
 */
function isNumberField(target) {
  return target instanceof HTMLInputElement && target.type === 'number';
}

/**
 * Returns the limits that are named for a field, else its own: its min, max and step.
 * @param {HTMLInputElement} field
 * @param {Props['limits']} named
 * @returns {Limits}
 */
function limitsOf(field, named) {
  const mayBeEmpty = 'mayBeEmpty' in field.dataset;
  const id = Object.keys(named).find((each) => field.closest(`#${each}`));
  if (id) {
    const [low, high, whole] = named[id];
    return { low, high, step: whole ? 1 : 0, mayBeEmpty };
  }
  const { min, max, step } = field;
  const low = min === '' ? -Infinity : Number(min);
  const high = max === '' ? Infinity : Number(max);
  return { low, high, step: step === 'any' ? 0 : Number(step || 1), mayBeEmpty };
}
