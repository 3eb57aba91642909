import { find, findAll, setText } from '../../dom/dom.js';
import { whileShown } from '../../dom/shown.js';
import { bringIntoView } from '../../dom/view.js';
import { collection } from '../../drawing/collection.js';
import { reader } from '../../drawing/reader.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { drawImage } from '../../reading/drawing.js';
import { formatPercent, formatProbability } from '../../reading/format.js';
import { read } from '../../reading/network.js';
import { pictureInputs } from '../../reading/pipeline.js';
import { remember } from '../../reading/remember.js';
import { climb, isPercent } from '../../runs/climb/climb.js';
import { showStep } from '../../runs/climb/climb_step.js';
import { trainRung } from '../../runs/climb/climbing.js';
import { openRung } from '../../runs/climb/open_rung.js';
import { store } from '../../store/store.js';

/** @import { Network } from '../../reading/network.js' */
/** @import { Rung } from '../../runs/climb/rungs.js' */
/** @import { LabelledDrawing } from '../../drawing/collection.js' */
/** @import { Component } from '../../dom/component.js' */

const STEP = '#climb-step';
const DRAW_FIRST = 'Draw a digit on the Draw tab: what this network sees of it will be here.';
const TRAIN_FIRST = 'Train it: what it sees of your drawing will be here.';

/** @param {Component<{rungs: Rung[]}>} component */
export function mount({ element, props }) {
  const rungs = findAll(element, '.rung').map((node) => ({
    key: node.dataset.rung ?? '',
    name: node.dataset.name ?? '',
    accuracy: find(node, '.accuracy'),
    drawings: find(node, '.drawings'),
    guess: find(node, '.guess', HTMLInputElement),
    measured: find(node, '.measured'),
    measuredPeople: find(node, '.measured-people'),
    ofPeople: find(node, '.of-people'),
    figures: find(node, '[data-test]').dataset,
    off: find(node, '.off'),
    canvas: find(node, 'canvas', HTMLCanvasElement),
    reads: find(node, '.reads'),
    train: find(node, '.train', HTMLButtonElement),
    digits: find(node, '.digits', HTMLButtonElement),
    open: find(node, '.open', HTMLButtonElement),
  }));

  for (const { key, guess, train, digits, open } of rungs) {
    guess.disabled = train.disabled = open.disabled = false; // a press or a guess before would do nothing
    train.addEventListener('click', () => trainRung(key));
    digits.addEventListener('click', () => {
      void showStep(key);
      const digitsOfStep = document.querySelector(STEP);
      if (digitsOfStep) bringIntoView(digitsOfStep, 'start');
    });
    open.addEventListener('click', () => openRung(key));
    guess.addEventListener('change', () => {
      const percent = guess.value === '' ? null : Number(guess.value);
      climb.guess(key, isPercent(percent) ? percent : null);
    });
  }

  function showResults() {
    for (const { key, accuracy, guess, off, train, digits, measured, measuredPeople, ofPeople, figures } of rungs) {
      const isShown = climb.showsMeasured(key);
      setText(measured, isShown ? `${figures.test} %` : 'guess first');
      setText(measuredPeople, isShown ? `${figures.people} %` : '');
      ofPeople.classList.toggle('hidden', !isShown);
      const result = climb.results.get(key);
      const expected = store.guesses[key];
      setText(accuracy, formatPercent(result?.test.accuracy ?? null));
      accuracy.title = result ? `In ${result.seconds.toFixed(1)} s` : '';
      train.hidden = Boolean(result);
      digits.hidden = !result;
      guess.readOnly = Boolean(result); // after the result it would be no guess
      if (document.activeElement !== guess) guess.value = expected === undefined ? '' : String(expected);
      setText(off, result && expected !== undefined ? describeGuess(100 * result.test.accuracy - expected) : '');
    }
    showReadings();
    showDrawings();
  }

  /** Shows the inputs that each network gets from the pad, and the digit that it reads. */
  const showReadings = whileShown(element, () => {
    for (const { key, name, canvas, reads } of rungs) {
      const network = networkOf(key);
      const reading = network && reader.images && read(network, reader.images.image);
      drawPicture(canvas, reading && pictureInputs(network, reading, `What ${name} sees of your drawing`));
      const probability = reading ? reading.probabilities[reading.predictedDigit] : 0;
      const waits = reader.images ? TRAIN_FIRST : DRAW_FIRST;
      setText(reads, reading ? `reads ${reading.predictedDigit}, ${formatProbability(probability, 0)}` : waits);
      canvas.classList.toggle('empty', !reading);
    }
  });

  /** Shows how many of the visitor's drawings each network reads correctly. */
  const showDrawings = whileShown(element, () => {
    const { drawings: all } = collection;
    for (const { key, drawings } of rungs) {
      const network = networkOf(key);
      const right = network
        ? all.filter((drawing) => predictionsOf(network)(drawing).digit === drawing.label).length
        : 0;
      setText(drawings, network && all.length ? `${right} of ${all.length} of yours` : '–');
    }
  });

  climb.setRungs(props.rungs);
  climb.onChange(showResults);
  reader.onReading(showReadings);
  collection.onChange(showDrawings);
  onThemeChange(showReadings);
}

/**
 * Returns the network of a rung; null if it is not trained.
 * @param {string} rung
 */
function networkOf(rung) {
  return climb.results.get(rung)?.network ?? null;
}

const imageOf = remember((/** @type {LabelledDrawing} */ { strokes }) => drawImage(strokes));
const predictionsOf = remember((/** @type {Network} */ network) =>
  remember((/** @type {LabelledDrawing} */ drawing) => ({ digit: read(network, imageOf(drawing)).predictedDigit })),
);

/**
 * @param {number} points  the accuracy minus the guess, in percent
 */
function describeGuess(points) {
  const size = Math.abs(points).toFixed(1);
  if (size === '0.0') return 'just right';
  return points > 0 ? `${size} too low` : `${size} too high`;
}
