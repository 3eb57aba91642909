/** The colours of the page, light or dark, for drawing on a canvas. */

/**
 * Red, green and blue, 0 to 255.
 * @typedef {[number, number, number]} Colour
 * @typedef {{ink: Colour, for: Colour, against: Colour}} Palette
 */

/** @type {Palette | null} */
let palette = null;

/** @returns {Palette} */
export function readPalette() {
  palette ??= { ink: colour('--ink'), for: colour('--for'), against: colour('--against') };
  return palette;
}

/**
 * Empties a canvas for ink: returns its context, with a round pen in the colour of ink.
 * @param {HTMLCanvasElement} canvas
 * @param {number} pen  its width in pixels of the canvas
 */
export function inkContext(canvas, pen) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = context.fillStyle = `rgb(${readPalette().ink.join(' ')})`;
  context.lineWidth = pen;
  context.lineCap = context.lineJoin = 'round';
  return context;
}

/**
 * @param {string} name
 * @returns {Colour}
 */
function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name}, #222)`;
  document.body.append(probe);
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  return [red, green, blue];
}

/**
 * Calls a function when the page becomes light or dark, or when the system's colours are forced.
 * @param {() => void} redraw
 */
export function onThemeChange(redraw) {
  const again = () => {
    palette = null;
    redraw();
  };
  new MutationObserver(again).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  matchMedia('(forced-colors: active)').addEventListener('change', again);
}
