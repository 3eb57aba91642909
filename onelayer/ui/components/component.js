/**
 * What the loader in `browser_component.py` hands to a component's `mount`.
 * @template {object} [Props={}]
 * @typedef {object} Component
 * @property {HTMLElement} element  holds the component's template
 * @property {Props & {value: string}} props  what its class in Python gives; `value` is JSON text, empty for None
 * @property {(event: string, data?: object) => void} trigger  starts the handlers of an event
 * @property {(name: 'value', changed: () => void) => void} watch  calls when the server has sent another value
 */

/**
 * What the server sent, or null. It travels as text: Gradio copies and compares values at every step, part by part.
 * @template T
 * @param {{value: string}} props
 * @returns {T | null}
 */
export function received(props) {
  return props.value ? JSON.parse(props.value) : null;
}
