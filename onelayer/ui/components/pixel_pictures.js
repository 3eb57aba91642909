const root = element.querySelector('.pictures');
root.style.setProperty('--columns', props.columns);
root.style.setProperty('--columns-narrow', props.columns_narrow);
root.classList.toggle('selectable', props.selectable);

const places = Array.from({ length: props.count }, (_, index) => {
  const place = document.createElement(props.selectable ? 'button' : 'figure');
  if (props.selectable) {
    place.type = 'button';
    place.addEventListener('click', () => trigger('select', { index: received()[index].index }));
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

function show(force) {
  const pictures = received() || [];
  places.forEach((place, i) => {
    const picture = pictures[i] || null;
    const pixels = picture ? picture.pixels : null;
    if (pixels !== place.shown || force) drawPixels(place.canvas, pixels && decode(pixels), props.kind === 'ink');
    place.shown = pixels;
    place.canvas.setAttribute('aria-label', picture ? picture.text : 'Empty');
    if (props.selectable) place.place.disabled = !picture;
    if (picture) place.caption.textContent = picture.caption;
    else if (!props.captions[i]) place.caption.textContent = '';
  });
}

watch('value', () => show(false));
whenColoursChange(() => show(true));
show(true);
