import assert from 'node:assert/strict';
import test from 'node:test';
import { paintCode, pixelsOfModule } from './paint_code.js';

test('a module has as many whole pixels of the screen as fit, with four modules of white on each side', () => {
  assert.equal(pixelsOfModule(113, 1080, 1), 8); // 121 modules
  assert.equal(pixelsOfModule(112, 1080, 1), 9);
  assert.equal(pixelsOfModule(113, 360, 3), 8);
  assert.equal(pixelsOfModule(113, 50, 1), 1);
});

test('dark modules are painted black inside the white zone', () => {
  const painted = [];
  const context = { fillStyle: '', fillRect: (...box) => painted.push([context.fillStyle, ...box]) };
  const canvas = { style: {}, getContext: () => context };
  paintCode(canvas, ['10', '01'], 40, 2);
  assert.deepEqual([canvas.width, canvas.height, canvas.style.width], [80, 80, '40px']);
  assert.deepEqual(painted, [
    ['#fff', 0, 0, 80, 80],
    ['#000', 32, 32, 8, 8],
    ['#000', 40, 40, 8, 8],
  ]);
});
