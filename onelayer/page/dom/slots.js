/** What the page itself shows in its components: a slot for each, by the id of its element. A slot may exist before its
 * component, and keeps the latest value for it. */

/**
 * @template Value
 * @template Pressed
 */
export class Slot {
  /** @type {Value | null} */
  value = null;
  /** @type {Set<(value: Value | null) => void>} */
  listeners = new Set();
  /** @type {Set<(pressed: Pressed) => void>} */
  pressListeners = new Set();

  /** @param {Value | null} value  null for nothing */
  show(value) {
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  /**
   * Calls a listener with each value, and with the present one now. For the component.
   * @param {(value: Value | null) => void} listener
   */
  onShow(listener) {
    this.listeners.add(listener);
    listener(this.value);
  }

  /**
   * Tells that the visitor has pressed a part of the component. For the component.
   * @param {Pressed} pressed
   */
  press(pressed) {
    for (const listener of this.pressListeners) listener(pressed);
  }

  /**
   * Calls a listener with each part of the component that the visitor presses.
   * @param {(pressed: Pressed) => void} listener
   */
  onPress(listener) {
    this.pressListeners.add(listener);
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
