import assert from 'node:assert/strict';
import test from 'node:test';
import { importanceOfPoints } from './simplify.js';

test('the ends of a stroke always stay, and a point on a straight line is the first to go', () => {
  assert.deepEqual(importanceOfPoints([[0, 0]]), [Infinity]);
  const straight = [0, 0.3, 0.5, 0.9, 1].map((x) => [x, x / 2]);
  const importance = importanceOfPoints(straight);
  assert.deepEqual([importance[0], importance[4]], [Infinity, Infinity]);
  assert.ok(importance.slice(1, 4).every((distance) => distance < 1e-12));
});

test('a corner is as important as it is far from the line without it', () => {
  const stroke = [
    [0, 0],
    [0.25, 0.01],
    [0.5, 0.4],
    [1, 0],
  ];
  const [, bend, corner] = importanceOfPoints(stroke);
  assert.equal(corner, 0.4);
  assert.ok(bend > 0.1 && bend < 0.4);
});

test('a stroke that ends where it began, or stands still, is no trouble', () => {
  const closed = Array.from({ length: 41 }, (_, i) => [Math.cos((i * Math.PI) / 20), Math.sin((i * Math.PI) / 20)]);
  const importance = importanceOfPoints(closed);
  assert.ok(Math.abs(importance[20] - 2) < 1e-9);
  assert.deepEqual(importanceOfPoints([...'aaa'].map(() => [0.5, 0.5])), [Infinity, 0, Infinity]);
});

test('what stays at a tolerance keeps every point within it', () => {
  const stroke = Array.from({ length: 3000 }, (_, i) => [i / 3000, 0.5 + 0.3 * Math.sin(i / 90) + 0.003 * Math.sin(i)]);
  const importance = importanceOfPoints(stroke);
  let before = stroke.length;
  for (const tolerance of [0.002, 0.008, 0.032]) {
    const kept = stroke.filter((_, i) => importance[i] >= tolerance);
    assert.ok(kept.length < before);
    before = kept.length;
    for (const [x, y] of stroke) {
      const next = kept.findIndex(([at]) => at >= x);
      const [left, right] = [kept[Math.max(0, next - 1)], kept[next]];
      const along = right[0] > left[0] ? (x - left[0]) / (right[0] - left[0]) : 0;
      const length = Math.hypot(right[0] - left[0], right[1] - left[1]);
      const upright = Math.abs(left[1] + along * (right[1] - left[1]) - y);
      const away = length ? (upright * (right[0] - left[0])) / length : upright;
      assert.ok(away <= tolerance + 1e-9, `${away}`);
    }
  }
});
