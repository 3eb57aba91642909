const pictures = element.querySelector('.pictures');
const title = element.querySelector('.pixel-title');
const list = element.querySelector('.weights');
const words = element.querySelector('.words');
const choices = ['first', 'second'].map((name) => element.querySelector(`.${name}`));
let weights = null; // Float32Array of 10 × 784
let bias = [];
let scale = 1;
let pixel = null; // 0 to 783

// A picture whose pixels can be pointed at, with the mark that all pictures share.
function makeFrame(parent, label) {
  const frame = make('div', 'frame');
  const canvas = make('canvas');
  canvas.width = canvas.height = 28;
  const mark = make('div', 'mark');
  mark.hidden = true;
  frame.tabIndex = 0;
  frame.setAttribute('role', 'img');
  frame.setAttribute('aria-label', label);
  frame.append(canvas, mark);
  parent.append(frame);
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    const inside = (share) => Math.min(27, Math.max(0, Math.floor(28 * share)));
    select(28 * inside((event.clientY - box.top) / box.height) + inside((event.clientX - box.left) / box.width));
  };
  canvas.addEventListener('pointermove', point);
  canvas.addEventListener('pointerdown', point);
  frame.addEventListener('focus', () => {
    if (pixel === null) select(28 * 14 + 14);
  });
  frame.addEventListener('keydown', (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step || pixel === null) return;
    event.preventDefault();
    const row = Math.min(27, Math.max(0, Math.floor(pixel / 28) + step[0]));
    const column = Math.min(27, Math.max(0, (pixel % 28) + step[1]));
    select(28 * row + column);
  });
  return { frame, canvas, mark };
}

const frames = Array.from({ length: 10 }, (_, digit) => {
  const figure = make('figure');
  const caption = make('figcaption');
  const frame = makeFrame(figure, `Weights of ${digit}`);
  figure.append(caption);
  pictures.append(figure);
  return { ...frame, caption };
});
const difference = makeFrame(element.querySelector('.difference'), 'The difference');

const lines = Array.from({ length: 10 }, (_, digit) => {
  const line = make('li');
  const track = make('span', 'track');
  const bar = make('span', 'bar');
  const number = make('span', 'number', '–');
  track.append(bar);
  line.append(make('span', 'name', digit), track, number);
  list.append(line);
  return { bar, number };
});

choices.forEach((choice, i) => {
  for (let digit = 0; digit < 10; digit++) choice.append(new Option(digit, digit));
  choice.value = [4, 9][i];
  choice.addEventListener('change', showDifference);
});

// Raw inputs go up to 255, so their weights are small: three digits that count.
function signed(value) {
  const size = Math.abs(value);
  const text = size >= 0.01 || size === 0 ? size.toFixed(4) : size.toExponential(2);
  return `${value < 0 ? '−' : '+'}${text}`;
}

function select(index) {
  pixel = index;
  showPixel();
}

function showPixel() {
  const row = Math.floor(pixel / 28);
  const column = pixel % 28;
  [...frames, difference].forEach(({ mark }) => {
    mark.hidden = pixel === null;
    mark.style.left = `${(100 * column) / 28}%`;
    mark.style.top = `${(100 * row) / 28}%`;
  });
  if (pixel === null || !weights) return;
  title.textContent = `Row ${row + 1}, column ${column + 1}: its ten weights`;
  const ten = lines.map((_, digit) => weights[784 * digit + pixel]);
  ten.forEach((weight, digit) => {
    const { bar, number } = lines[digit];
    const width = 50 * Math.min(1, Math.abs(weight) / scale);
    bar.style.width = `${width}%`;
    bar.style.left = weight < 0 ? `${50 - width}%` : '50%';
    bar.style.background = weight < 0 ? 'var(--against)' : 'var(--for)';
    number.textContent = signed(weight);
  });
  const best = ten.indexOf(Math.max(...ten));
  const worst = ten.indexOf(Math.min(...ten));
  const label = `Row ${row + 1}, column ${column + 1}: ink here speaks most for ${best}, ${signed(ten[best])}, and most against ${worst}, ${signed(ten[worst])}`;
  list.setAttribute('aria-label', label);
}

function showDifference() {
  if (!weights) return;
  const [a, b] = choices.map((choice) => Number(choice.value));
  const values = new Float32Array(784);
  for (let i = 0; i < 784; i++) values[i] = (weights[784 * a + i] - weights[784 * b + i]) / (1.5 * scale);
  drawPixels(difference.canvas, values, false, null);
  const text = a === b ? 'The same digit twice: no difference.' : `Ink on orange speaks for ${a} rather than ${b}, ink on blue for ${b}. Biases: ${signed(bias[a] - bias[b])}.`;
  words.textContent = text;
  difference.frame.setAttribute('aria-label', `Weights of ${a} minus weights of ${b}. ${text}`);
}

function show() {
  const value = received();
  if (!value) return;
  const bytes = Uint8Array.from(atob(value.kernel), (letter) => letter.charCodeAt(0));
  weights = new Float32Array(bytes.buffer);
  bias = value.bias;
  scale = value.scale;
  frames.forEach(({ canvas, caption }, digit) => {
    drawPixels(canvas, weights.subarray(784 * digit, 784 * (digit + 1)).map((weight) => weight / scale), false, null);
    caption.innerHTML = `<b>${digit}</b> bias ${signed(bias[digit])}`;
  });
  showPixel();
  showDifference();
}

watch('value', show);
whenColoursChange(show);
show();
