/** Nodes of the page: found in a template, or made. */

/** @typedef {typeof makeSvg} AddSvg  the same, and it stands in a drawing at once */

/**
 * The first such node of a template. Throws where there is none.
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
 * All such nodes of a template, in order. Throws where one is of another kind.
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
 * An element with its attributes and what stands in it.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean>} [attributes]
 * @param {(Node | string)[]} content
 */
export function make(name, attributes = {}, ...content) {
  return fill(document.createElement(name), attributes, content);
}

/**
 * The same for SVG.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} content
 */
export function makeSvg(name, attributes, ...content) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, content);
}

/**
 * Draw anew in pixels: what was drawn goes.
 * @param {SVGSVGElement} svg
 * @param {number} width
 * @param {number} height
 * @returns {AddSvg} adds a node, with its attributes and what stands in it
 */
export function clearSvg(svg, width, height) {
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return (name, attributes, ...content) => {
    const node = makeSvg(name, attributes, ...content);
    svg.append(node);
    return node;
  };
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
 * What nodes say, as setText set it: to ask them takes longer.
 * @type {WeakMap<Node, string>}
 */
const texts = new WeakMap();

/**
 * Say something else, where it is something else: a node that is set lets the browser lay out anew.
 * @param {HTMLElement} node  of which nothing but this sets the text
 * @param {string} text
 */
export function setText(node, text) {
  if (texts.get(node) === text) return;
  texts.set(node, text);
  node.textContent = text;
}

/**
 * The same for an attribute.
 * @param {Element} node
 * @param {string} name
 * @param {string} value
 */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
