// What is on the pad is one of: {strokes: [[[x, y], …], …]} in the unit square, {image: base64 of 784 bytes}, null.
// It travels as JSON text: Gradio compares, copies and searches values at every step, point by point.
const canvas = element.querySelector('.paper');
const hint = element.querySelector('.hint');
const note = element.querySelector('.note');
const undoButton = element.querySelector('.undo');
const clearButton = element.querySelector('.clear');
const PEN = 0.062; // of the pad's side; for the eye only: the image has a pen of its own
const MILLISECONDS_BETWEEN = 8;
const CLOSEST = 0.003; // of the pad's side; nearer points say nothing new

let content = received();
let past = []; // what was on the pad before each stroke, clear or image, for Undo
let stroke = null; // the stroke under the pen
let pen = null; // the pointer that draws it
let frame = 0;
let timer = 0;
let lastSent = 0;

function isEmpty(value) {
  return !value || (value.strokes && value.strokes.length === 0);
}

function ink() {
  return getComputedStyle(element).getPropertyValue('--ink').trim() || '#222';
}

function drawStroke(context, points, side) {
  context.beginPath();
  const [x, y] = points[0];
  if (points.length === 1) {
    context.arc(x * side, y * side, (PEN * side) / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(x * side, y * side);
  for (let i = 1; i < points.length - 1; i++) {
    const [ax, ay] = points[i];
    const [bx, by] = points[i + 1];
    context.quadraticCurveTo(ax * side, ay * side, ((ax + bx) / 2) * side, ((ay + by) / 2) * side);
  }
  const [lastX, lastY] = points[points.length - 1];
  context.lineTo(lastX * side, lastY * side);
  context.stroke();
}

function drawImage(context, text, side) {
  const bytes = atob(text);
  const small = document.createElement('canvas');
  small.width = small.height = 28;
  const pixels = small.getContext('2d');
  pixels.fillStyle = ink();
  for (let i = 0; i < 784; i++) {
    pixels.globalAlpha = bytes.charCodeAt(i) / 255;
    if (pixels.globalAlpha > 0) pixels.fillRect(i % 28, Math.floor(i / 28), 1, 1);
  }
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
}

function paint() {
  const side = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
  if (!side) return; // in a hidden tab
  if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, side, side);
  context.strokeStyle = context.fillStyle = ink();
  context.lineWidth = PEN * side;
  context.lineCap = context.lineJoin = 'round';
  if (content && content.image) drawImage(context, content.image, side);
  if (content && content.strokes) content.strokes.forEach((points) => drawStroke(context, points, side));
  const empty = isEmpty(content);
  hint.hidden = !empty;
  undoButton.disabled = past.length === 0;
  clearButton.disabled = empty;
  const strokes = content && content.strokes ? content.strokes.length : 0;
  canvas.setAttribute(
    'aria-label',
    empty
      ? 'Sketchpad, empty. Draw a digit with mouse, finger or pen.'
      : strokes
        ? `Sketchpad with ${strokes} ${strokes === 1 ? 'stroke' : 'strokes'}`
        : 'Sketchpad with a picture of a digit'
  );
}

// Tell the server at once, but at most once in half a frame: a fast mouse moves a thousand times a second. Painting
// waits for the frame.
function changed() {
  const wait = lastSent + MILLISECONDS_BETWEEN - performance.now();
  if (wait <= 0) send();
  else if (!timer) timer = setTimeout(send, wait);
  if (!frame) {
    frame = requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
  }
}

function send() {
  clearTimeout(timer);
  timer = 0;
  lastSent = performance.now();
  props.value = isEmpty(content) ? '' : JSON.stringify(content);
  trigger('input');
  element.dispatchEvent(new CustomEvent('pad-changed', { bubbles: true }));
}

function remember() {
  past.push(content && content.strokes ? { strokes: content.strokes.slice() } : content);
  if (past.length > 200) past.shift();
}

function position(event) {
  const box = canvas.getBoundingClientRect();
  const inside = (value) => Math.min(1, Math.max(0, Math.round(value * 10000) / 10000));
  return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
}

function isFull() {
  const strokes = content && content.strokes ? content.strokes : [];
  const points = strokes.reduce((sum, points) => sum + points.length, 0);
  return points >= props.most_points || strokes.length > props.most_strokes;
}

function extend(event) {
  const [x, y] = position(event);
  const [lastX, lastY] = stroke[stroke.length - 1];
  if (Math.hypot(x - lastX, y - lastY) < CLOSEST) return;
  if (isFull()) {
    note.textContent = 'The pad is full: undo or clear.';
    return;
  }
  stroke.push([x, y]);
}

canvas.addEventListener('pointerdown', (event) => {
  if (pen !== null || (event.pointerType === 'mouse' && event.button !== 0)) return;
  canvas.setPointerCapture(event.pointerId);
  pen = event.pointerId;
  remember();
  if (!content || content.image) content = { strokes: [] };
  if (content.strokes.length >= props.most_strokes || isFull()) {
    note.textContent = 'The pad is full: undo or clear.';
    past.pop();
    pen = null;
    return;
  }
  note.textContent = '';
  stroke = [position(event)];
  content.strokes.push(stroke);
  changed();
});

// Raw updates come as the pen moves; pointermove waits for the next frame.
canvas.addEventListener('onpointerrawupdate' in window ? 'pointerrawupdate' : 'pointermove', (event) => {
  if (event.pointerId !== pen) return;
  const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  (moves.length ? moves : [event]).forEach(extend);
  changed();
});

function lift(event) {
  if (event.pointerId !== pen) return;
  pen = stroke = null;
  changed();
}
canvas.addEventListener('pointerup', lift);
canvas.addEventListener('pointercancel', lift);

function undo() {
  if (!past.length) return;
  pen = stroke = null;
  content = past.pop();
  note.textContent = '';
  changed();
}

function clear() {
  if (isEmpty(content)) return;
  pen = stroke = null;
  remember();
  content = null;
  note.textContent = '';
  changed();
}

undoButton.addEventListener('click', undo);
clearButton.addEventListener('click', clear);

document.addEventListener('keydown', (event) => {
  if (!element.isConnected || !canvas.offsetParent) return; // gone, or in a hidden tab
  const typing = event.target.closest && event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]');
  if (typing && !element.contains(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
    event.preventDefault();
    undo();
  } else if (event.key === 'Escape') {
    clear();
  } else if (event.key === 'Enter' && !(event.target.closest && event.target.closest('button, a, [role=button], [role=tab]'))) {
    trigger('submit');
  }
});

watch('value', () => {
  remember();
  content = received();
  if (!content) past = []; // what was taken from the pad does not come back to it
  stroke = pen = null;
  paint();
});

new ResizeObserver(paint).observe(canvas);
new MutationObserver(paint).observe(document.body, { attributes: true, attributeFilter: ['class'] });
paint();
