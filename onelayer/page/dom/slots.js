/** What the page itself shows in its components: a slot for each, by the id of its element. A slot may exist before its
 * component, and keeps the latest value for it. */

import { Listeners } from './listeners.js';

/**
 * @template Value
 * @template Pressed
 */
export class Slot {
  /** @type {Value | null} */
  value = null;
  /** @type {Listeners<Value | null>} */
  #shows = new Listeners();
  /** @type {Listeners<Pressed>} */
  #presses = new Listeners();
  /** Tells that the visitor has pressed a part of the component. For the component. */
  press = this.#presses.tell;
  /** Calls a listener with each part of the component that the visitor presses. */
  onPress = this.#presses.add;

  /** @param {Value | null} value  null for nothing */
  show(value) {
    this.value = value;
    this.#shows.tell(value);
  }

  /**
   * Calls a listener with each value, and with the present one now. For the component.
   * @param {(value: Value | null) => void} listener
   */
  onShow(listener) {
    this.#shows.follow(listener, this.value);
  }
}

/** @type {Map<string, Slot<any, any>>} */
const slots = new Map();

/**
 * The slot of the component with an id.
 * @param {string} id
 */
export function slotOf(id) {
  const slot = slots.get(id) ?? new Slot();
  slots.set(id, slot);
  return slot;
}
