import assert from 'node:assert/strict';
import test from 'node:test';
import { store } from '../../store/store.js';
import { climb } from './climb.js';

test('what we measured for a rung is shown once it is guessed or trained, or all of it by one switch', () => {
  const shown = () => ['article', 'scaled', 'upright'].filter((rung) => climb.showsMeasured(rung));
  const told = [];
  climb.setRungs([{ key: 'article', recipe: { epochs: 5 } }]);
  climb.onChange(() => told.push(shown()));
  climb.guess('scaled', 0);
  store.storedRuns.show([
    { number: 1, recipe: { epochs: 5 }, ending: 'trained', drawings: 0, test: { loss: 1, accuracy: 0.89 } },
  ]);
  climb.guess('scaled', null);
  climb.setShowsAll(true);
  climb.setShowsAll(false);
  const all = ['article', 'scaled', 'upright'];
  assert.deepEqual(told, [[], ['scaled'], ['article', 'scaled'], ['article'], all, ['article']]);
});
