const svg = element.querySelector('.plot');
element.querySelector('.curves-title').textContent = props.title;
const HEIGHT = 210;
const LEFT = 52;
const RIGHT = 78; // room for the curves' names at their ends
const TOP = 10;
const BOTTOM = 26;
const LABEL = 28; // height of a curve's name and value
const share = props.scale_kind === 'fraction';

function make(name, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  if (text !== undefined) node.textContent = text;
  svg.append(node);
  return node;
}

// Ends and ticks of the y axis. Shares go from a round value below the lowest to 1, decades from 1-2-5 to 1-2-5.
function verticalAxis(values) {
  if (share) {
    const lowest = values.length ? Math.min(...values) : 0;
    const low = [0.95, 0.9, 0.8, 0.6, 0].find((floor) => lowest >= floor) ?? 0;
    const step = (1 - low) / 4;
    return { low, high: 1, ticks: [0, 1, 2, 3, 4].map((i) => low + i * step) };
  }
  const positive = values.filter((value) => value > 0);
  const steps = [];
  for (let power = -6; power < 9; power++) [1, 2, 5].forEach((digit) => steps.push(digit * 10 ** power));
  const smallest = positive.length ? Math.min(...positive) : 0.1;
  const largest = positive.length ? Math.max(...positive) : 10;
  const low = steps.filter((step) => step <= smallest).pop() ?? steps[0];
  const high = steps.find((step) => step >= largest && step > low) ?? steps[steps.length - 1];
  const between = steps.filter((step) => step >= low * 0.999 && step <= high * 1.001);
  const every = Math.ceil(between.length / 6);
  return { low: Math.log(low), high: Math.log(high), ticks: between.filter((_, i) => i % every === 0) };
}

function label(value) {
  if (share) return `${Math.round(1000 * value) / 10} %`;
  return Number(value.toPrecision(2)).toLocaleString('en');
}

function exact(value) {
  return share ? `${(100 * value).toFixed(1)} %` : Number(value.toPrecision(3)).toLocaleString('en');
}

// Where to write the names, so that none lies on another: from the top, and pushed back from the bottom.
function apart(ends) {
  const order = ends.map((_, i) => i).sort((a, b) => ends[a] - ends[b]);
  const places = [...ends];
  order.forEach((i, n) => {
    if (n) places[i] = Math.max(places[i], places[order[n - 1]] + LABEL);
  });
  let limit = HEIGHT - BOTTOM - 12;
  order.reverse().forEach((i) => {
    places[i] = Math.min(places[i], limit);
    limit = places[i] - LABEL;
  });
  return places;
}

function show() {
  const width = svg.clientWidth;
  if (!width) return;
  svg.replaceChildren();
  svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
  const shown = received() || { epochs: 5, curves: [] };
  const all = shown.curves.flatMap((curve) => curve.points.map((point) => point[1]));
  const axis = verticalAxis(all);
  const x = (epoch) => LEFT + (epoch / shown.epochs) * (width - LEFT - RIGHT);
  const y = (value) => {
    const at = share ? value : Math.log(Math.max(value, 1e-6));
    return TOP + (1 - (at - axis.low) / (axis.high - axis.low)) * (HEIGHT - TOP - BOTTOM);
  };
  axis.ticks.forEach((tick) => {
    make('line', { class: 'rule', x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick) });
    make('text', { class: 'tick', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, label(tick));
  });
  const every = Math.max(1, Math.ceil(shown.epochs / 5));
  for (let epoch = 0; epoch <= shown.epochs; epoch += every) {
    make('text', { class: 'tick', x: x(epoch), y: HEIGHT - 8, 'text-anchor': 'middle' }, epoch);
  }
  make('text', { class: 'tick', x: LEFT - 8, y: HEIGHT - 8, 'text-anchor': 'end' }, 'epoch');
  const names = shown.curves.filter((curve) => curve.points.length);
  const ends = apart(names.map((curve) => y(curve.points[curve.points.length - 1][1])));
  if (shown.cursor !== null && shown.cursor !== undefined) {
    make('line', { class: 'cursor', x1: x(shown.cursor), x2: x(shown.cursor), y1: TOP, y2: HEIGHT - BOTTOM });
  }
  names.forEach((curve, i) => {
    const strong = ['', ' strong', ' dashed', ' dotted'][i % 4];
    make('polyline', { class: `curve${strong}`, points: curve.points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ') });
    const [lastX, lastY] = curve.points[curve.points.length - 1];
    make('circle', { class: `dot${strong}`, cx: x(lastX), cy: y(lastY), r: 3 });
    const at = Math.min(x(lastX) + 8, width - RIGHT + 8);
    make('text', { class: `name${strong}`, x: at, y: ends[i] }, curve.name);
    make('text', { class: `name${strong}`, x: at, y: ends[i] + 12 }, exact(lastY));
  });
  svg.setAttribute(
    'aria-label',
    names.length
      ? `${props.title}: ` + names.map((c) => `${c.name} ${exact(c.points[c.points.length - 1][1])}`).join(', ')
      : `${props.title}: no run yet`
  );
  svg.dataset.points = all.length;
}

watch('value', show);
new ResizeObserver(show).observe(svg);
show();
