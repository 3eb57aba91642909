import assert from 'node:assert/strict';
import test from 'node:test';
import { parseFragment } from './fragment.js';

test('a fragment names a tab, and what it brings stands after it', () => {
  assert.deepEqual(parseFragment('#retrain'), { tab: 'retrain', brought: '' });
  assert.deepEqual(parseFragment('#draw&network=upright&drawing=s'), {
    tab: 'draw',
    brought: 'network=upright&drawing=s',
  });
  assert.deepEqual(parseFragment(''), { tab: '', brought: '' });
  assert.deepEqual(parseFragment('#<b>'), { tab: '', brought: '' });
});
