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
import { weightDifference, weightsOf } from '../../reading/network.js';
import { pictureScale } from '../../runs/shown/looks.js';
import { KernelLooks } from './kernel_looks.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Component } from '../../dom/component.js' */

/**
 * @typedef {{row: number, column: number, digit: number}} Place  a pixel, or a place of edge directions; and the digit
 *   whose picture the visitor pointed at
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
    const shown = network;
    if (!place || !shown) return;
    for (const { mark } of frames) {
      mark.hidden = false;
      mark.style.left = `${(100 * place.column) / side()}%`;
      mark.style.top = `${(100 * place.row) / side()}%`;
      mark.style.width = mark.style.height = `${100 / side()}%`;
    }
    const { row, column, digit } = place;
    const where = `Row ${row + 1}, column ${column + 1}`;
    if (isEdges()) {
      title.textContent = `${where} of 7 × 7 places: the weights of ${digit} in 16 directions. → is ink that grows to the right`;
      const ofDigit = weightsOf(shown, digit);
      const weights = Array.from({ length: DIRECTIONS }, (_, direction) => ofDigit[inputAt(row, column, direction)]);
      const [most, least] = showLines(weights, makeArrow);
      const best = `ink at ${degrees(most)}° speaks most for ${digit}, ${formatWeight(weights[most])}`;
      const worst = `ink at ${degrees(least)}° most against it, ${formatWeight(weights[least])}`;
      list.setAttribute('aria-label', `${where}: ${best}, and ${worst}`);
    } else {
      title.textContent = `${where}: its ten weights`;
      const weights = captions.map((_, each) => weightsOf(shown, each)[28 * row + column]);
      const [most, least] = showLines(weights, String);
      const best = `most for ${most}, ${formatWeight(weights[most])}`;
      const worst = `most against ${least}, ${formatWeight(weights[least])}`;
      list.setAttribute('aria-label', `${where}: ink here speaks ${best}, and ${worst}`);
    }
  }

  /**
   * Shows weights, a line for each.
   * @param {number[]} weights
   * @param {(i: number) => Node | string} nameOf  what stands before a line
   * @returns {[most: number, least: number]} which of them is the largest, and which the smallest
   */
  function showLines(weights, nameOf) {
    const lines = weights.map((weight, i) => {
      const width = 50 * Math.min(1, Math.abs(weight) / scale);
      const left = weight < 0 ? 50 - width : 50;
      const style = `width: ${width}%; left: ${left}%; background: var(${weight < 0 ? '--against' : '--for'})`;
      const track = make('span', { class: 'track' }, make('span', { class: 'bar', style }));
      const number = make('span', { class: 'number' }, formatWeight(weight));
      return make('li', {}, make('span', { class: 'name' }, nameOf(i)), track, number);
    });
    list.replaceChildren(...lines);
    return [weights.indexOf(Math.max(...weights)), weights.indexOf(Math.min(...weights))];
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
    const differences = weightDifference(network, one, other).map((weight) => weight / (1.5 * scale));
    showPicture(difference, differences, `Weights of ${one} minus weights of ${other}. ${text}`);
  }

  /**
   * @param {{frame: HTMLElement, canvas: HTMLCanvasElement}} place
   * @param {ArrayLike<number>} values  784 numbers, -1 to 1
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

/** @param {number} direction */
function degrees(direction) {
  return (360 * direction) / DIRECTIONS;
}

/** @param {number} direction */
function makeArrow(direction) {
  const style = `display: inline-block; transform: rotate(${degrees(direction)}deg)`;
  return make('span', { style, 'aria-label': `ink at ${degrees(direction)}°` }, '→');
}
