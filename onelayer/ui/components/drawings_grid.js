const items = element.querySelector('.items');
const total = element.querySelector('.total');
const undo = element.querySelector('.undo');
const newer = element.querySelector('.newer');
const older = element.querySelector('.older');
const SIDE = 120;
const PLAY_SECONDS = 1.2;
let page = 0;

function ask(action, index, label) {
  trigger('select', { action, index, label: label || 0 });
}

// The drawing up to so many of its points, fitted into the canvas.
function paint(canvas, strokes, points) {
  const all = strokes.flat();
  const low = [0, 1].map((axis) => Math.min(...all.map((point) => point[axis])));
  const high = [0, 1].map((axis) => Math.max(...all.map((point) => point[axis])));
  const size = Math.max(high[0] - low[0], high[1] - low[1], 0.02);
  const place = ([x, y]) => [
    SIDE / 2 + ((x - (low[0] + high[0]) / 2) / size) * SIDE * 0.72,
    SIDE / 2 + ((y - (low[1] + high[1]) / 2) / size) * SIDE * 0.72,
  ];
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = getComputedStyle(element).getPropertyValue('--ink').trim() || '#222';
  context.lineWidth = SIDE * 0.07;
  context.lineCap = context.lineJoin = 'round';
  let left = points;
  strokes.forEach((stroke) => {
    if (left <= 0) return;
    context.beginPath();
    context.moveTo(...place(stroke[0]));
    stroke.slice(0, left).forEach((point) => context.lineTo(...place(point)));
    context.stroke();
    left -= stroke.length;
  });
}

function play(canvas, strokes) {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const began = performance.now();
  canvas.dataset.playing = 'true';
  const step = (now) => {
    if (!canvas.isConnected) return;
    const part = Math.min(1, (now - began) / 1000 / PLAY_SECONDS);
    paint(canvas, strokes, Math.max(1, Math.ceil(part * points)));
    if (part < 1) requestAnimationFrame(step);
    else canvas.dataset.playing = 'played';
  };
  requestAnimationFrame(step);
}

function itemOf({ index, label, writer, strokes }) {
  const item = make('li', 'item');
  const button = make('button', 'play');
  button.type = 'button';
  const canvas = make('canvas');
  canvas.width = canvas.height = SIDE;
  const whose = writer ? ` by ${writer}` : '';
  button.title = `Play drawing ${index + 1}`;
  button.setAttribute('aria-label', `Drawing ${index + 1}${whose}, a ${label}: play it stroke by stroke`);
  button.append(canvas);
  button.addEventListener('click', () => play(canvas, strokes));
  paint(canvas, strokes, Infinity);
  const choice = make('select');
  for (let digit = 0; digit < 10; digit++) choice.append(new Option(digit, digit));
  choice.value = label;
  choice.setAttribute('aria-label', `Drawing ${index + 1} is a`);
  choice.addEventListener('change', () => ask('relabel', index, Number(choice.value)));
  const remove = make('button', 'delete', '×');
  remove.type = 'button';
  remove.setAttribute('aria-label', `Delete drawing ${index + 1}, a ${label}`);
  remove.addEventListener('click', () => ask('delete', index));
  const row = make('div', 'row');
  row.append(choice, remove);
  item.append(button, row);
  if (writer) item.append(make('span', 'writer', writer));
  return item;
}

function show() {
  const value = received() || { total: 0, page: 0, pages: 1, can_undo: false, items: [] };
  page = value.page;
  const where = value.pages > 1 ? `, page ${value.page + 1} of ${value.pages}` : '';
  total.textContent = value.total === 1 ? '1 drawing' : `${value.total.toLocaleString('en')} drawings${where}`;
  undo.disabled = !value.can_undo;
  newer.hidden = older.hidden = value.pages === 1;
  newer.disabled = value.page === 0;
  older.disabled = value.page >= value.pages - 1;
  items.replaceChildren(...value.items.map(itemOf));
}

undo.addEventListener('click', () => ask('undo', 0));
newer.addEventListener('click', () => ask('page', page - 1));
older.addEventListener('click', () => ask('page', page + 1));
watch('value', show);
new MutationObserver(show).observe(document.body, { attributes: true, attributeFilter: ['class'] });
show();
