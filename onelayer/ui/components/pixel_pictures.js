const root = element.querySelector('.pictures');
root.style.setProperty('--columns', props.columns);
root.style.setProperty('--columns-narrow', props.columns_narrow);
root.classList.toggle('selectable', props.selectable);

const places = Array.from({ length: props.count }, (_, index) => {
  const place = document.createElement(props.selectable ? 'button' : 'figure');
  if (props.selectable) {
    place.type = 'button';
    place.addEventListener('click', () => trigger('select', { index }));
  }
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 28;
  canvas.setAttribute('role', 'img');
  const caption = document.createElement(props.selectable ? 'span' : 'figcaption');
  caption.className = 'caption';
  caption.textContent = props.captions[index] || '';
  place.append(canvas, caption);
  root.append(place);
  return { place, canvas, caption, shown: null };
});

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

// The first letter says how the bytes are meant: u is 0 to 255, s is -127 to 127.
function draw(place, picture) {
  const context = place.canvas.getContext('2d');
  if (!picture) {
    context.clearRect(0, 0, 28, 28);
    return;
  }
  const signed = picture.pixels[0] === 's';
  const bytes = atob(picture.pixels.slice(1));
  const image = context.createImageData(28, 28);
  for (let i = 0; i < 784; i++) {
    const byte = bytes.charCodeAt(i);
    const value = signed ? (byte > 127 ? byte - 256 : byte) / 127 : byte / 255;
    const from = props.kind === 'ink' ? palette.ink : value > 0 ? palette.for : palette.against;
    image.data.set([from[0], from[1], from[2], Math.round(255 * Math.abs(value))], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

function show(force) {
  if (!palette || force) readPalette();
  const pictures = props.value || [];
  places.forEach((place, i) => {
    const picture = pictures[i] || null;
    const pixels = picture ? picture.pixels : null;
    if (pixels !== place.shown || force) draw(place, picture);
    place.shown = pixels;
    place.canvas.setAttribute('aria-label', picture ? picture.text : 'Empty');
    if (picture) place.caption.textContent = picture.caption;
  });
}

watch('value', () => show(false));
new MutationObserver(() => show(true)).observe(document.body, { attributes: true, attributeFilter: ['class'] });
show(true);
