/**
 * The function, with what it made of each array remembered as long as the array is: several views ask for the same of what
 * is on the pad. Such arrays are never changed.
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
