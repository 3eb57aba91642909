// Pictures of 28×28 numbers on a canvas, in the colours of the page. Shared by the components that show such pictures.
function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  return parts;
}

let palette = null;
function readPalette() {
  palette = { ink: colour('--ink'), for: colour('--for'), against: colour('--against') };
}

// The first letter says how the bytes are meant: u is 0 to 255, s is -127 to 127. Gives numbers from -1 to 1.
function decode(text) {
  const signed = text[0] === 's';
  const bytes = atob(text.slice(1));
  const values = new Float32Array(784);
  for (let i = 0; i < 784; i++) {
    const byte = bytes.charCodeAt(i);
    values[i] = signed ? (byte > 127 ? byte - 256 : byte) / 127 : byte / 255;
  }
  return values;
}

// Signed numbers are orange above 0 and blue below; ink is one colour. `under` is ink that shines through.
function drawPixels(canvas, values, isInk, under) {
  const context = canvas.getContext('2d');
  if (!values) {
    context.clearRect(0, 0, 28, 28);
    return;
  }
  if (!palette) readPalette();
  const image = context.createImageData(28, 28);
  const data = image.data;
  for (let i = 0; i < 784; i++) {
    const value = values[i];
    if (!value && !under) continue;
    const from = isInk ? palette.ink : value > 0 ? palette.for : palette.against;
    const strength = Math.min(1, Math.abs(value));
    const shade = under ? 0.16 * under[i] * (1 - strength) : 0;
    const alpha = strength + shade;
    if (!alpha) continue;
    const own = strength / alpha;
    const at = 4 * i;
    data[at] = from[0] * own + palette.ink[0] * (1 - own);
    data[at + 1] = from[1] * own + palette.ink[1] * (1 - own);
    data[at + 2] = from[2] * own + palette.ink[2] * (1 - own);
    data[at + 3] = 255 * alpha;
  }
  context.putImageData(image, 0, 0);
}

// When the page turns light or dark.
function whenColoursChange(redraw) {
  const again = () => {
    palette = null;
    redraw();
  };
  new MutationObserver(again).observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
