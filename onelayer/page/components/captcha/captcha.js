/** A captcha, a box around each digit that was read in it, and below in the same order the digits with their bars; of the
 * chosen one the window that the layer saw, and its evidence. */

import { decodeBytes } from '../../dom/decoding.js';
import { find, findAll, make } from '../../dom/dom.js';
import { onShown } from '../../dom/shown.js';
import { slotOf } from '../../dom/slots.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { explainEvidence } from '../../reading/evidence.js';
import { formatProbability, formatSigned } from '../../reading/format.js';
import { read } from '../../reading/network.js';
import { pictureImage } from '../../reading/pipeline.js';
import { describeReading } from '../../runs/captchas/captcha_words.js';
import { captchas } from '../../runs/captchas/captchas.js';

/** @import { Component } from '../../dom/component.js' */
/** @import { Network, Reading } from '../../reading/network.js' */
/** @import { FoundDigit, Reads, ReadCaptcha } from '../../runs/captchas/captcha_words.js' */

/**
 * @typedef {object} CaptchaState
 * @property {ReadCaptcha | null} captcha  null: none is made yet
 * @property {Network | null} network  whose bars are shown; the captcha was read by it, or by one that it became
 * @property {Reads} reads
 * @property {string} problem  why there is none; empty if there is
 */

const [WIDTH, HEIGHT] = [160, 60];

/** @param {Component<{elem_id: string}>} component */
export function mount({ element, props }) {
  const slot = slotOf(props.elem_id);
  const picture = find(element, '.picture', HTMLImageElement);
  const boxes = find(element, '.boxes');
  const sentence = find(element, '.sentence');
  const digits = find(element, '.digits');
  const why = find(element, '.why');
  let chosen = 0;
  /** @type {CaptchaState | null} */
  let state = null;

  /** @param {CaptchaState | null} next */
  function show(next) {
    const before = state;
    state = next;
    if (next?.captcha !== before?.captcha) chosen = 0;
    const names = /** @type {const} */ (['captcha', 'network', 'reads', 'problem']);
    if (names.some((name) => next?.[name] !== before?.[name])) draw();
  }

  function draw() {
    const { captcha = null, network = null, reads = 'shipped', problem = '' } = state ?? {};
    picture.hidden = !captcha;
    if (captcha && picture.src !== captcha.picture) picture.src = captcha.picture;
    picture.alt = captcha ? `A captcha that says ${captcha.text}` : '';
    sentence.textContent = captcha && !problem ? describeReading(captcha, reads) : problem;
    const found = captcha?.digits ?? [];
    const hadFocus = element.contains(document.activeElement) ? document.activeElement?.className.split(' ')[0] : '';
    const readings = network ? found.map(({ image }) => read(network, decodeBytes(image))) : [];
    boxes.replaceChildren(...found.map(makeBox));
    const isComparable = captcha?.read.length === captcha?.text.length;
    digits.replaceChildren(
      ...readings.map((reading, place) => {
        const isWrong = isComparable && captcha?.text[place] !== captcha?.read[place];
        return makeDigit(reading, found[place], place, isWrong);
      }),
    );
    if (hadFocus) findAll(element, `.${hadFocus}`)[chosen]?.focus();
    explain(network, readings[chosen] ?? null, found[chosen] ?? null);
  }

  /**
   * @param {FoundDigit} found
   * @param {number} place
   */
  function makeBox({ box: [left, top, right, bottom] }, place) {
    const [before, after] = [left, WIDTH - right].map((each) => `${(100 * each) / WIDTH}%`);
    const [above, below] = [top, HEIGHT - bottom].map((each) => `${(100 * each) / HEIGHT}%`);
    const style = `inset: ${above} ${after} ${below} ${before}`;
    // For the pointer: the keyboard and screen readers have the digits below.
    return makeButton('box', place, { style, tabindex: '-1', 'aria-hidden': 'true' });
  }

  /**
   * @param {Reading} reading
   * @param {FoundDigit} found
   * @param {number} place
   * @param {boolean} isWrong
   */
  function makeDigit({ probabilities }, { digit, certainty }, place, isWrong) {
    const lines = probabilities.map((probability, each) => {
      const bar = make('span', { class: 'bar', style: `transform: scaleX(${probability.toFixed(4)})` });
      const track = make('span', { class: 'track' }, bar);
      return make('span', { class: each === digit ? 'line leads' : 'line' }, `${each}`, track);
    });
    return makeButton(
      isWrong ? 'found wrong' : 'found',
      place,
      { title: 'Why?' },
      make('span', { class: 'digit' }, `${digit}`),
      make('span', { class: 'share' }, formatProbability(certainty, 0)),
      make('span', { class: 'bars', 'aria-hidden': 'true' }, ...lines),
    );
  }

  /**
   * @param {string} kind
   * @param {number} place
   * @param {Record<string, string>} attributes
   * @param {Node[]} content
   */
  function makeButton(kind, place, attributes, ...content) {
    const button = make('button', { type: 'button', ...attributes }, ...content);
    button.className = place === chosen ? `${kind} chosen` : kind;
    button.setAttribute('aria-pressed', String(place === chosen));
    button.addEventListener('click', () => {
      chosen = place;
      draw();
    });
    return button;
  }

  /**
   * Shows the window of a digit, and its evidence.
   * @param {Network | null} network
   * @param {Reading | null} reading
   * @param {FoundDigit | null} found
   */
  function explain(network, reading, found) {
    why.hidden = !network || !reading || !found;
    if (!network || !reading || !found) return;
    const reason = explainEvidence(network, reading, found.digit);
    const pictures = [pictureImage(reading.image, `The window of digit ${chosen + 1}`), ...reason.pictures];
    const canvases = findAll(why, 'canvas', HTMLCanvasElement);
    for (const [i, canvas] of canvases.entries()) drawPicture(canvas, pictures[i]);
    const [other] = [reading.predictedDigit, reading.runnerUp].filter((digit) => digit !== found.digit);
    const logits = [found.digit, other].map((digit) => `${digit}: ${formatSigned(reading.logits[digit])}`).join(', ');
    find(why, '.about').textContent = `${reason.sentence} The logits: ${logits}.`;
  }

  onThemeChange(draw);
  slot.onShow(show);
  onShown(element, () => captchas.begin());
}
