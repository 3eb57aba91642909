/**
 * The argument that the loader in `browser_component.py` passes to a component's `mount`.
 * @template {object} [Props={}]
 * @typedef {object} Component
 * @property {HTMLElement} element  contains the component's template
 * @property {Props & {value: string}} props  from its class in Python; `value` is JSON text, empty for None
 * @property {(event: string, data?: object) => void} trigger  calls the handlers of an event
 * @property {(name: 'value', changed: () => void) => void} watch  calls `changed` when the server has sent a value
 */

/**
 * Parses the value that the server sent; null if there is none. Values are sent as text because Gradio copies and
 * compares every part of a value at each step.
 * @template T
 * @param {{value: string}} props
 * @returns {T | null}
 */
export function received(props) {
  return props.value ? JSON.parse(props.value) : null;
}

/**
 * Calls a function with each value that the server sends from now on, also with one that is equal to the last.
 * @template T
 * @param {Pick<Component, 'props' | 'watch'>} component
 * @param {(value: T) => void} use
 */
export function onValue({ props, watch }, use) {
  watch('value', () => {
    /** @type {T | null} */
    const value = received(props);
    props.value = '';
    if (value) use(value);
  });
}
