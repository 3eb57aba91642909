/** Finds nodes in a template, makes nodes, and changes them. */

/**
 * Finds the first node of a template that matches a selector. Throws if there is none.
 * @template {Element} [Kind=HTMLElement]
 * @param {Element} root
 * @param {string} selector
 * @param {new () => Kind} [kind]
 * @returns {Kind}
 */
export function find(root, selector, kind) {
  const [node] = findAll(root, selector, kind);
  if (!node) throw new Error(`The template has no ${selector}.`);
  return node;
}

/**
 * Finds all nodes of a template that match a selector, in order. Throws if one is of another kind.
 * @template {Element} [Kind=HTMLElement]
 * @param {Element} root
 * @param {string} selector
 * @param {new () => Kind} [kind]
 * @returns {Kind[]}
 */
export function findAll(root, selector, kind) {
  const nodes = [...root.querySelectorAll(selector)];
  const wrong = nodes.find((node) => !(node instanceof (kind ?? HTMLElement)));
  if (wrong) throw new Error(`The template's ${selector} is a ${wrong.tagName}, which is not the kind expected.`);
  return /** @type {Kind[]} */ (nodes);
}

/**
 * Makes an element with attributes and content.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean>} [attributes]
 * @param {(Node | string)[]} content
 */
export function make(name, attributes = {}, ...content) {
  return fill(document.createElement(name), attributes, content);
}

/**
 * Makes an SVG element with attributes and content.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} content
 */
export function makeSvg(name, attributes, ...content) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, content);
}

/**
 * @template {Element} Kind
 * @param {Kind} node
 * @param {Record<string, string | number | boolean>} attributes
 * @param {(Node | string)[]} content
 */
function fill(node, attributes, content) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...content);
  return node;
}

/**
 * The text of each node that setText has set: reading it from the node would take longer.
 * @type {WeakMap<Node, string>}
 */
const texts = new WeakMap();

/**
 * Sets the text of a node only if it changes: setting it makes the browser compute the layout again.
 * @param {HTMLElement} node  its text must be set only by this function
 * @param {string} text
 */
export function setText(node, text) {
  if (texts.get(node) === text) return;
  texts.set(node, text);
  node.textContent = text;
}

/**
 * Sets an attribute of a node only if it changes.
 * @param {Element} node
 * @param {string} name
 * @param {string} value
 */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
