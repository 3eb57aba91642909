import assert from 'node:assert/strict';
import test from 'node:test';
import { hasModifier, isForPage } from './keys.js';

/** Whether a key is for the page while something may be open on it. */
function asked(event, open = null) {
  globalThis.document = { querySelector: () => open };
  return isForPage(event);
}

test('a key is for the page unless something is open, has done something with it, or it writes a letter', () => {
  assert.ok(asked({ defaultPrevented: false, isComposing: false }));
  assert.ok(!asked({ defaultPrevented: false, isComposing: false }, 'a menu'));
  assert.ok(!asked({ defaultPrevented: true, isComposing: false }));
  assert.ok(!asked({ defaultPrevented: false, isComposing: true }));
});

test('with Alt, Ctrl or Meta held down, an arrow is the browser’s', () => {
  const none = { altKey: false, ctrlKey: false, metaKey: false };
  assert.ok(!hasModifier(none));
  for (const key of Object.keys(none)) assert.ok(hasModifier({ ...none, [key]: true }));
});
