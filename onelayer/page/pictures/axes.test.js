import assert from 'node:assert/strict';
import test from 'node:test';
import { cutBelow, fit, formatValue, heightOf, settledValues, shortPercent, verticalAxis, widthOf } from './axes.js';

test('fractions go from a round value below the lowest to 1', () => {
  const ends = [[], [0.3, 0.99], [0.61, 0.99], [0.79], [0.81], [0.91], [0.97, 1], [0.985]].map((values) =>
    verticalAxis('fraction', values),
  );
  assert.deepEqual(
    ends.map(({ low }) => low),
    [0, 0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98],
  );
  assert.ok(ends.every(({ high }) => high === 1));
  assert.deepEqual(
    ends.slice(1).map(({ ticks }) => ticks.map((tick) => formatValue('fraction', tick)).join(' ')),
    [
      '0 % 25 % 50 % 75 % 100 %',
      '60 % 70 % 80 % 90 % 100 %',
      '70 % 80 % 90 % 100 %',
      '80 % 85 % 90 % 95 % 100 %',
      '90 % 92 % 94 % 96 % 98 % 100 %',
      '95 % 96 % 97 % 98 % 99 % 100 %',
      '98 % 98.5 % 99 % 99.5 % 100 %',
    ],
  );
});

test('the axis begins where the curve is after its first rise, and moves once', () => {
  /** @type {[number, number][]} */
  const run = [
    [0.001, 0.08],
    [0.01, 0.4],
    [0.1, 0.79],
    [0.5, 0.86],
    [1, 0.88],
    [2, 0.895],
    [5, 0.9],
  ];
  const lows = run.map((_, i) => verticalAxis('fraction', settledValues(run.slice(0, i + 1), 5)).low);
  assert.deepEqual(lows, [0, 0, 0, 0.8, 0.8, 0.8, 0.8]);
  assert.deepEqual(
    settledValues(
      [
        [1, 0.9],
        [2, 0.95],
      ],
      50,
    ),
    [0.9, 0.95],
    'half an epoch is enough of a long run',
  );
});

test('a curve is cut where it is below its axis', () => {
  /** @type {(...values: number[]) => [number, number][]} */
  const curve = (...values) => values.map((value, i) => [i, value]);
  assert.deepEqual(cutBelow(curve(0.5, 0.75, 1), 0.5), [curve(0.5, 0.75, 1)]);
  assert.deepEqual(cutBelow(curve(0, 1), 0.5), [
    [
      [0.5, 0.5],
      [1, 1],
    ],
  ]);
  assert.deepEqual(cutBelow(curve(1, 0, 1), 0.5), [
    [
      [0, 1],
      [0.5, 0.5],
    ],
    [
      [1.5, 0.5],
      [2, 1],
    ],
  ]);
  assert.deepEqual(cutBelow(curve(0, 0.1), 0.5), []);
  assert.deepEqual(cutBelow([], 0.5), []);
});

test('decades go from 1-2-5 to 1-2-5, with few ticks', () => {
  assert.deepEqual(verticalAxis('logarithmic', [0.3, 1.5]), { low: 0.2, high: 2, ticks: [0.2, 0.5, 1, 2] });
  assert.equal(verticalAxis('logarithmic', [1e-4, 0, 90]).low, 1e-4);
  for (const values of [[], [0], [1, 1], [1e-5, 1e8]]) {
    const { low, high, ticks } = verticalAxis('logarithmic', values);
    assert.ok(low < high);
    assert.ok(ticks.length >= 1 && ticks.length <= 6);
  }
});

test('a value stands between the ends of its axis', () => {
  assert.equal(heightOf('fraction', { low: 0.8, high: 1 }, 1), 1);
  assert.equal(heightOf('fraction', { low: 0.5, high: 1 }, 0.75), 0.5);
  assert.ok(Math.abs(heightOf('logarithmic', { low: 0.1, high: 10 }, 1) - 0.5) < 1e-12);
  assert.ok(Number.isFinite(heightOf('logarithmic', { low: 0.1, high: 10 }, 0)));
});

test('values are written as the scale has them', () => {
  assert.equal(formatValue('fraction', 0.95), '95 %');
  assert.equal(formatValue('fraction', 0.985), '98.5 %');
  assert.equal(formatValue('fraction', 0.97512, true), '97.5 %');
  assert.equal(formatValue('logarithmic', 0.5), '0.5');
  assert.equal(formatValue('logarithmic', 1234.5, true), '1,230');
});

test('a value is never written as 0 or with an exponent because it is small, and never long because it is large', () => {
  assert.equal(formatValue('logarithmic', 0.00001), '0.00001');
  assert.equal(formatValue('logarithmic', 0.000123456, true), '0.000123');
  assert.equal(formatValue('logarithmic', 500_000), '500,000');
  assert.equal(formatValue('logarithmic', 123_456_789, true), '123M');
  for (const value of [1e-6, 0.00123, 999_999, 1e9, 3e21, 3e38]) {
    assert.ok(formatValue('logarithmic', value).length <= 9);
  }
});

test('a name that is wider than its room is cut short', () => {
  assert.equal(fit('validation', widthOf(['validation'])), 'validation');
  assert.equal(fit('a run with a long name', widthOf(['validation'])), 'a run wit…');
});

test('a percentage has the decimals that it has', () => {
  assert.deepEqual([0.005, 0.9905, 0.1, 1 / 3].map(shortPercent), ['0.5 %', '99.05 %', '10 %', '33.33 %']);
});
