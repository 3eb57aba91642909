/**
 * Wraps a function so that it computes its result only once for each object, and remembers it as long as the object
 * exists: several views need the same results for the drawing on the pad. The objects must never be changed.
 * @template {object} Given
 * @template Made
 * @param {(given: Given) => Made} make
 * @returns {(given: Given) => Made}
 */
export function remember(make) {
  /** @type {WeakMap<Given, Made>} */
  const remembered = new WeakMap();
  return (given) => {
    let made = remembered.get(given);
    if (made === undefined) {
      made = make(given);
      remembered.set(given, made);
    }
    return made;
  };
}
