/** How few?: two sliders, bits and zeros, and what is left of the network that reads. */

import { find, setText } from '../../dom/dom.js';
import { whileShown } from '../../dom/shown.js';
import { slotOf } from '../../dom/slots.js';
import { formatPercent } from '../../reading/format.js';
import { weightsOf } from '../../reading/network.js';
import { bytesOfNumbers } from '../../reading/packed_network.js';
import { BITS, countZeros } from '../../reading/rounding.js';
import { howFew } from '../../runs/how_few/how_few.js';
import { describeBits, describeReading, describeZeros } from '../../runs/how_few/rounded_words.js';
import { trainOn } from '../../runs/how_few/training_on.js';
import { pictureScale } from '../../runs/shown/looks.js';

/** @import { Captioned } from '../pixel_pictures/pixel_pictures.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Recipe } from '../../store/things.js' */
/** @import { Network } from '../../reading/network.js' */

const PICTURES = 'few-pictures';
const BAR = 'few-bar';

/** @param {Component<{recipe: Recipe}>} component  recipe: with which Train it on trains */
export function mount({ element, props }) {
  const bits = find(element, '.bits', HTMLInputElement);
  const zeros = find(element, '.zeros', HTMLInputElement);
  const bitsWords = find(element, '.bits-words');
  const zerosWords = find(element, '.zeros-words');
  const bytes = find(element, '.bytes-number');
  const just = find(element, '.just', HTMLInputElement);
  const on = find(element, '.on', HTMLInputElement);
  const justName = find(element, '.just-name');
  const justAccuracy = find(element, '.just-accuracy');
  const onAccuracy = find(element, '.on-accuracy');
  const announced = find(element, '.announced');
  const problem = find(element, '.problem');
  /** @type {Network | null} */
  let pictured = null;

  const show = whileShown(element, () => {
    const { rounding, accuracy, trained, liveHere } = howFew;
    showSlider(bits, BITS.indexOf(rounding.bits), bitsWords, describeBits(rounding.bits));
    const zerosText = describeZeros(rounding.sparsity, countZeros(rounding.sparsity));
    showSlider(zeros, Math.round(100 * rounding.sparsity), zerosWords, zerosText);
    setText(bytes, `${bytesOfNumbers(rounding).toLocaleString('en')} bytes`);
    setText(justName, howFew.isAsTrained ? 'as it is' : 'just rounded');
    setText(justAccuracy, formatPercent(accuracy));
    setText(onAccuracy, liveHere ? '…' : formatPercent(trained?.test?.accuracy ?? null));
    on.disabled = !trained && !liveHere;
    just.checked = !howFew.showsTrained && !liveHere;
    on.checked = !just.checked;
    setText(announced, describeReading(rounding, accuracy, trained?.test?.accuracy ?? null));
    setText(problem, howFew.problem && `Not measured: ${howFew.problem}`);
    showPictures();
  });

  function showPictures() {
    const { shown } = howFew;
    if (shown === pictured) return;
    pictured = shown;
    slotOf(PICTURES).show(shown ? pictureWeights(shown) : []);
  }

  bits.addEventListener('input', () => howFew.choose({ bits: BITS[Number(bits.value)] }));
  zeros.addEventListener('input', () => howFew.choose({ sparsity: Number(zeros.value) / 100 }));
  for (const radio of [just, on]) radio.addEventListener('change', () => howFew.show(on.checked));
  slotOf(BAR).onPress((pressed) => {
    if (pressed === 'start') void trainOn(props.recipe);
  });
  new IntersectionObserver(([{ isIntersecting }]) => howFew.watch(isIntersecting)).observe(element);
  howFew.onChange(show);
}

/**
 * @param {HTMLInputElement} slider
 * @param {number} value
 * @param {HTMLElement} place
 * @param {string} words
 */
function showSlider(slider, value, place, words) {
  if (slider.valueAsNumber !== value) slider.value = String(value);
  slider.setAttribute('aria-valuetext', words);
  setText(place, words);
}

/**
 * Ten pictures of a network's weights, 28 × 28 squares each, on one scale. Of direction inputs each place has 4 × 4.
 * @param {Network} network
 * @returns {Captioned[]}
 */
function pictureWeights(network) {
  const scale = pictureScale(network.kernel);
  return Array.from({ length: 10 }, (_, digit) => ({
    values: weightsOf(network, digit).map((weight) => weight / scale),
    isInk: false,
    isEdges: false, // a square for each weight shows its levels better than an edge
    text: `The weights of ${digit}`,
    caption: String(digit),
  }));
}
