/** “Start over” and “Forget everything”, each after a question. */

import { find } from '../../dom/dom.js';
import { padOf } from '../../drawing/pads.js';
import { store } from '../../store/store.js';

/** @import { Component } from '../../dom/component.js' */

/** @param {Component} component */
export function mount({ element }) {
  const choices = find(element, '.choices');
  const question = find(element, '.question');
  const spare = find(element, '#spare');
  const deeds = [
    {
      asks: find(element, '#start-over'),
      confirms: find(element, '#really-start-over'),
      act: () => void store.startOver(),
    },
    { asks: find(element, '#forget'), confirms: find(element, '#really-forget'), act: forget },
  ];

  for (const { asks, confirms, act } of deeds) {
    const answer = () => {
      question.hidden = true;
      choices.hidden = false;
      asks.focus();
    };
    asks.addEventListener('click', () => {
      choices.hidden = true;
      question.hidden = false;
      for (const each of deeds) each.confirms.hidden = each.confirms !== confirms;
      spare.focus();
      spare.onclick = answer;
    });
    confirms.addEventListener('click', () => {
      answer();
      act();
    });
  }
}

function forget() {
  for (const id of ['pad', 'hand-pad', 'number-pad']) padOf(id).take();
  void store.forget();
}
