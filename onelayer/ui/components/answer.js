// @ts-check
import { received } from './component.js';
import { find, findAll } from './dom.js';
import { createFreshness } from './freshness.js';
import { onPadChanged } from './sketchpad.js';

/** @import { Component } from './component.js' */

/**
 * @typedef {{digit: number, probabilities: number[], sure: boolean, sentence: string}} Reading
 * @typedef {{number?: number} & (Reading | {})} Answer  number: of the pad's change that it answers
 */

/** @param {Component<{pad_id: string | null}>} component */
export function mount({ element, props, trigger, watch }) {
  const root = find(element, '.answer');
  const digit = find(element, '.digit');
  const sentence = find(element, '.sentence');
  const rows = findAll(element, '.row').map((row) => ({ row, bar: find(row, '.bar'), share: find(row, '.share') }));
  let isStale = false;
  let updates = 0;

  const freshness = createFreshness((stale) => {
    isStale = stale;
    document.body.dataset.reading = stale ? 'stale' : 'fresh'; // for the views that explain it
    show();
  });

  function show() {
    /** @type {Answer | null} */
    const answer = received(props);
    const reading = answer && 'digit' in answer ? answer : null;
    root.classList.toggle('empty', !reading);
    root.classList.toggle('unsure', Boolean(reading) && !reading?.sure);
    root.classList.toggle('stale', isStale);
    const text = reading ? `${reading.digit}${reading.sure ? '' : '?'}` : '·';
    if (digit.textContent !== text) digit.textContent = text; // each is read out
    sentence.textContent = isStale
      ? 'Not read yet: waiting for the server'
      : (reading?.sentence ?? 'Nothing on the pad yet');
    rows.forEach(({ row, bar, share }, i) => {
      const probability = reading?.probabilities[i] ?? 0;
      bar.style.transform = `scaleX(${probability})`;
      share.textContent = reading ? `${(100 * probability).toFixed(1)} %` : '–';
      row.classList.toggle('leads', reading?.digit === i);
    });
    updates += 1;
    root.dataset.updates = String(updates);
  }

  if (props.pad_id !== null) {
    onPadChanged(props.pad_id, (number) => {
      if (number !== null) freshness.asked(number);
    });
  }
  rows.forEach(({ row }, index) => {
    row.addEventListener('click', () => trigger('select', { index }));
  });
  watch('value', () => {
    /** @type {Answer | null} */
    const answer = received(props);
    freshness.answered(answer?.number);
    show();
  });
  show();
}
