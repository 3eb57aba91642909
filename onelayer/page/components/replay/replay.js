import { find } from '../../dom/dom.js';
import { followShown } from '../../runs/shown/shown_run.js';
import { snapshots } from '../../runs/shown/snapshots.js';
import { epochsOf } from '../../store/things.js';

/** @import { Component } from '../../dom/component.js' */

const PLAY_MILLISECONDS = 8000;
const LONGEST_PAUSE = 300;

/** @param {Component} component */
export function mount({ element }) {
  const slider = find(element, 'input', HTMLInputElement);
  const moment = find(element, '.moment');
  const play = find(element, '.play', HTMLButtonElement);
  const waiting = find(element, '.waiting');
  const player = find(element, '.playing');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let playing;

  function stop() {
    clearInterval(playing);
    playing = undefined;
    play.textContent = 'Play';
  }

  function start() {
    const last = Number(slider.max);
    let next = 0;
    play.textContent = 'Stop';
    playing = setInterval(
      () => {
        snapshots.move(next);
        if (next === last) stop();
        next += 1;
      },
      Math.min(LONGEST_PAUSE, PLAY_MILLISECONDS / (last + 1)),
    );
  }

  slider.addEventListener('input', () => {
    stop();
    snapshots.move(Number(slider.value));
  });
  play.addEventListener('click', () => (playing === undefined ? start() : stop()));

  let key = '';
  snapshots.onMove(() => {
    if (snapshots.key !== key) stop();
    key = snapshots.key;
    const { run, position, all } = snapshots;
    const last = Math.max(0, all.length - 1);
    slider.max = String(Math.max(1, last));
    slider.value = String(run ? position : 1);
    slider.disabled = play.disabled = last === 0;
    waiting.hidden = run !== null;
    player.hidden = run === null;
    moment.textContent = run ? formatMoment(all[position].batches, run.batches, epochsOf(run.recipe)) : '';
  });
  followShown();
}

/**
 * @param {number} batches  the number of batches done
 * @param {number} perEpoch  batches
 * @param {number} epochs
 */
function formatMoment(batches, perEpoch, epochs) {
  const all = (epochs * perEpoch).toLocaleString('en');
  const done = (batches / perEpoch).toFixed(2);
  return `After batch ${batches.toLocaleString('en')} of ${all}: ${done} of ${epochs} epochs.`;
}
