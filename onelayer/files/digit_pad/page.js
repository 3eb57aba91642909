/** The page around the pad: it hears what the pad reads, as any other page would, and shows it. */

const REST_MILLISECONDS = 300; // without a change: the drawing is finished, for now
const EMPTY = 'Its answer comes while you draw';

const answer = /** @type {HTMLElement} */ (document.getElementById('answer'));
const digit = /** @type {HTMLElement} */ (document.getElementById('digit'));
const sentence = /** @type {HTMLElement} */ (document.getElementById('sentence'));
const announced = /** @type {HTMLElement} */ (document.getElementById('announced'));
const rows = [...document.querySelectorAll('#bars li')];

/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

document.querySelector('digit-pad')?.addEventListener('reading', (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  digit.textContent = detail.digit === null ? '' : `${detail.digit}${detail.sure ? '' : '?'}`;
  sentence.textContent = detail.sentence || EMPTY;
  answer.classList.toggle('unsure', !detail.sure);
  rows.forEach((row, i) => {
    const probability = detail.probabilities?.[i];
    /** @type {HTMLElement} */ (row.querySelector('.bar')).style.scale = `${probability ?? 0} 1`;
    /** @type {HTMLElement} */ (row.querySelector('.share')).textContent = percent(probability);
    row.classList.toggle('leads', detail.digit === i);
  });
  clearTimeout(resting); // for screen readers: read out once, when the pen rests
  resting = setTimeout(() => {
    announced.textContent = detail.digit === null ? '' : `${digit.textContent}, ${detail.sentence}`;
  }, REST_MILLISECONDS);
});

/**
 * A probability is never 1, so none that is rounded to 100 % says so.
 * @param {number | undefined} probability
 */
function percent(probability) {
  if (probability === undefined) return '';
  const text = (100 * probability).toFixed(1);
  return text === '100.0' ? '> 99.9 %' : `${text} %`;
}
