import { find, findAll, make } from '../../dom/dom.js';
import { hasModifier } from '../../dom/keys.js';
import { whileShown } from '../../dom/shown.js';
import { slotOf } from '../../dom/slots.js';
import { ARROWS, clamp, placeIn } from '../../drawing/geometry.js';
import { reader } from '../../drawing/reader.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { DIRECTIONS, inputAt, PLACES } from '../../reading/directions.js';
import { formatWeight } from '../../reading/format.js';
import { weightsOf } from '../../reading/network.js';
import { pictureScale } from '../../runs/looks.js';
import { KernelLooks } from './kernel_looks.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{row: number, column: number, digit: number}} Place  a pixel, or a place of edge directions; and the digit
 *   whose picture the visitor pointed at
 * @typedef {{name: Node | string, weight: number}} Line
 */

const START = 7; // the digit whose weights are shown first, as in the template

/** @param {Component<{about: string}>} component  about: what the pictures are */
export function mount({ element, props }) {
  const title = find(element, '.pixel-title');
  const list = find(element, '.weights');
  const captions = findAll(element, 'figcaption');
  const choices = findAll(element, 'select', HTMLSelectElement); // a digit, and two whose difference is shown
  /** @type {Network | null} */
  let network = null;
  let scale = 1; // the weight that is drawn in full colour
  let name = ''; // of the network
  const looks = new KernelLooks(props.about, showLooks);
  const followLooks = whileShown(element, () => looks.follow());
  /** @type {Place | null} */
  let place = null;

  const isEdges = () => network?.inputForm === 'directions';
  const side = () => (isEdges() ? PLACES : 28);
  const chosen = () => choices.map(({ value }) => Number(value));
  const digitOf = (/** @type {number} */ frame) => (frame < 10 ? frame : chosen()[frame - 10]);

  const frames = findAll(element, '.frame').map((frame, number) => {
    const canvas = find(frame, 'canvas', HTMLCanvasElement);
    const point = (/** @type {PointerEvent} */ event) => {
      const [x, y] = placeIn(event, canvas.getBoundingClientRect());
      select(Math.floor(side() * y), Math.floor(side() * x), digitOf(number));
    };
    canvas.addEventListener('pointermove', point);
    canvas.addEventListener('pointerdown', point);
    frame.addEventListener('focus', () => {
      const middle = Math.floor(side() / 2);
      select(place?.row ?? middle, place?.column ?? middle, digitOf(number));
    });
    frame.addEventListener('keydown', (event) => {
      const step = hasModifier(event) ? undefined : ARROWS[event.key];
      if (!step || !place) return;
      event.preventDefault();
      select(place.row + step[0], place.column + step[1], digitOf(number));
    });
    return { frame, canvas, mark: find(frame, '.mark') };
  });
  const [ofDigit, difference] = frames.slice(10);
  for (const choice of choices) choice.addEventListener('change', showWeights);

  /**
   * @param {number} row
   * @param {number} column
   * @param {number} digit
   */
  function select(row, column, digit) {
    place = { row: clamp(row, 0, side() - 1), column: clamp(column, 0, side() - 1), digit };
    showPlace();
  }

  function showPlace() {
    if (!place || !network) return;
    for (const { mark } of frames) {
      mark.hidden = false;
      mark.style.left = `${(100 * place.column) / side()}%`;
      mark.style.top = `${(100 * place.row) / side()}%`;
      mark.style.width = mark.style.height = `${100 / side()}%`;
    }
    const where = `Row ${place.row + 1}, column ${place.column + 1}`;
    if (isEdges()) showDirections(where, place, network);
    else showPixel(where, place, network);
  }

  /**
   * Shows the ten weights of a pixel.
   * @param {string} where
   * @param {Place} pixel
   * @param {Network} network
   */
  function showPixel(where, { row, column }, network) {
    title.textContent = `${where}: its ten weights`;
    const ten = captions.map((_, digit) => weightsOf(network, digit)[28 * row + column]);
    showLines(ten.map((weight, digit) => ({ name: String(digit), weight })));
    const [most, least] = [Math.max(...ten), Math.min(...ten)];
    const best = `most for ${ten.indexOf(most)}, ${formatWeight(most)}`;
    const worst = `most against ${ten.indexOf(least)}, ${formatWeight(least)}`;
    list.setAttribute('aria-label', `${where}: ink here speaks ${best}, and ${worst}`);
  }

  /**
   * Shows the weights of a place's directions, for the digit whose picture the visitor pointed at.
   * @param {string} where
   * @param {Place} place
   * @param {Network} network
   */
  function showDirections(where, { row, column, digit }, network) {
    title.textContent = `${where} of 7 × 7 places: the weights of ${digit} in 16 directions. → is ink that grows to the right`;
    const all = Array.from(
      { length: DIRECTIONS },
      (_, direction) => weightsOf(network, digit)[inputAt(row, column, direction)],
    );
    showLines(
      all.map((weight, direction) => {
        const style = `display: inline-block; transform: rotate(${(360 * direction) / DIRECTIONS}deg)`;
        return { name: make('span', { style, 'aria-label': nameOf(direction) }, '→'), weight };
      }),
    );
    const [most, least] = [Math.max(...all), Math.min(...all)];
    const best = `${nameOf(all.indexOf(most))} speaks most for ${digit}, ${formatWeight(most)}`;
    const worst = `${nameOf(all.indexOf(least))} most against it, ${formatWeight(least)}`;
    list.setAttribute('aria-label', `${where}: ${best}, and ${worst}`);
  }

  /** @param {Line[]} lines */
  function showLines(lines) {
    list.replaceChildren(
      ...lines.map(({ name, weight }) => {
        const width = 50 * Math.min(1, Math.abs(weight) / scale);
        const bar = make('span', { class: 'bar' });
        bar.style.width = `${width}%`;
        bar.style.left = weight < 0 ? `${50 - width}%` : '50%';
        bar.style.background = weight < 0 ? 'var(--against)' : 'var(--for)';
        const [label, track] = [make('span', { class: 'name' }, name), make('span', { class: 'track' }, bar)];
        return make('li', {}, label, track, make('span', { class: 'number' }, formatWeight(weight)));
      }),
    );
  }

  function showWeights() {
    if (!network) return;
    const [digit, one, other] = chosen();
    const ink = isEdges() ? 'An edge of the ink' : 'Ink';
    const about = isEdges()
      ? `Each short line is an edge at its place, with the ink on the place’s side: orange ones speak for ${digit}, blue ones against it.`
      : `Ink on orange speaks for ${digit}, ink on blue against it.`;
    find(element, '.single-words').textContent = about;
    const weights = weightsOf(network, digit).map((weight) => weight / scale);
    showPicture(ofDigit, weights, `The weights of ${digit}. ${about}`);
    const bias = formatWeight(network.bias[one] - network.bias[other]);
    const text =
      one === other
        ? 'The same digit twice: no difference.'
        : `${ink} on orange speaks for ${one} rather than ${other}, ${ink.toLowerCase()} on blue for ${other}. Biases: ${bias}.`;
    find(element, '.words').textContent = text;
    const others = weightsOf(network, other);
    const differences = weightsOf(network, one).map((weight, i) => (weight - others[i]) / (1.5 * scale));
    showPicture(difference, differences, `Weights of ${one} minus weights of ${other}. ${text}`);
  }

  /**
   * @param {{frame: HTMLElement, canvas: HTMLCanvasElement}} place
   * @param {Float32Array} values  -1 to 1
   * @param {string} text
   */
  function showPicture({ frame, canvas }, values, text) {
    drawPicture(canvas, { values, isInk: false, isEdges: isEdges(), text });
    frame.setAttribute('aria-label', text);
  }

  function showNetwork() {
    const next = reader.network;
    if (next !== network || reader.name !== name) followLooks();
    name = reader.name;
    if (!next || next === network) return;
    if (next.inputForm !== network?.inputForm) place = null;
    network = next;
    place ??= { row: Math.floor(side() / 2), column: Math.floor(side() / 2), digit: START };
    scale = pictureScale(next.kernel);
    captions.forEach((caption, digit) => {
      caption.replaceChildren(make('b', {}, String(digit)), ` bias ${formatWeight(next.bias[digit])}`);
    });
    showPlace();
    showWeights();
  }

  function showLooks() {
    frames.slice(0, 10).forEach(({ frame, canvas }, digit) => {
      const picture = looks.pictures[digit] ?? null;
      drawPicture(canvas, picture);
      frame.setAttribute('aria-label', picture?.text ?? `Evidence for ${digit}`);
    });
    slotOf('inside-which').show(looks.sentence);
  }

  onThemeChange(() => {
    showWeights();
    showLooks();
  });
  reader.onReading(showNetwork);
}

/**
 * Names a direction in words.
 * @param {number} direction
 */
function nameOf(direction) {
  return `ink at ${(360 * direction) / DIRECTIONS}°`;
}
