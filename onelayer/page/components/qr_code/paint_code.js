/** Paints a QR code, black on white, with as many pixels a module as fit. */

const QUIET_ZONE = 4; // modules of white around the code, as the standard asks for (ISO/IEC 18004)

/**
 * The pixels of the screen for each module: whole ones, so that all modules are alike; at least one.
 * @param {number} modules  along a side of the code
 * @param {number} room  pixels of the page that it may take
 * @param {number} density  of the screen's pixels in one of the page
 */
export function pixelsOfModule(modules, room, density) {
  return Math.max(1, Math.floor((room * density) / (modules + 2 * QUIET_ZONE)));
}

/**
 * Paints the code on a canvas, which gets its size.
 * @param {HTMLCanvasElement} canvas
 * @param {readonly string[]} rows  of modules: 1 is dark
 * @param {number} room  pixels of the page that it may take
 * @param {number} density  of the screen's pixels in one of the page
 */
export function paintCode(canvas, rows, room, density) {
  const pixels = pixelsOfModule(rows.length, room, density);
  const side = pixels * (rows.length + 2 * QUIET_ZONE);
  canvas.width = canvas.height = side;
  canvas.style.width = canvas.style.height = `${side / density}px`;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] === '1') context.fillRect(pixels * (x + QUIET_ZONE), pixels * (y + QUIET_ZONE), pixels, pixels);
    }
  }
}
