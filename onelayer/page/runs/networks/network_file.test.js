import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ARTICLE, KNOWN, UPRIGHT } from '../../../../tests/support/sample_runs.js';
import { formatNetwork } from '../../reading/network.js';
import { bytesOfNumbers } from '../../reading/packed_network.js';
import { roundNetwork, WHOLE } from '../../reading/rounding.js';
import { MOST_BYTES, NetworkFileError, readNetworkFile } from './network_file.js';

const KERNEL = Float32Array.from({ length: 7840 }, (_, i) => Math.sin(i));
const BIAS = Float32Array.from({ length: 10 }, (_, i) => i / 10);
const CLAIMED = { training_accuracy: 0.98, test_accuracy: 0.975 };
const NETWORK = { kernel: KERNEL, bias: BIAS, inputForm: 'upright', recipe: UPRIGHT };
const FILE = formatNetwork(NETWORK, CLAIMED);
const HEADER = headerOf(FILE);
const NUMBERS = new Uint8Array(FILE).slice(-31_400);

const read = (bytes) => readNetworkFile(bytes, KNOWN);
const refuses = (bytes, message) => assert.throws(() => read(bytes), { name: 'Error', message });

/** The text of a file's header. */
function headerOf(file) {
  const length = Number(new DataView(file).getBigUint64(0, true));
  return new TextDecoder().decode(file.slice(8, 8 + length));
}

/** A file of a header, as text or as an object, and bytes after it; the length may be a lie. */
function fileOf(header, numbers = NUMBERS, length = undefined) {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + numbers.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  file.set(text, 8);
  file.set(numbers, 8 + text.length);
  return file.buffer;
}

/** A file whose header differs in some places. */
function changed({ recipe = UPRIGHT, accuracies = {}, metadata = {}, kernel = {}, bias = {}, ...others }, numbers) {
  const header = JSON.parse(HEADER);
  Object.assign(header.kernel, kernel);
  Object.assign(header.bias, bias);
  const texts = { recipe: JSON.stringify(recipe), accuracies: JSON.stringify(accuracies) };
  return fileOf({ ...header, __metadata__: { ...texts, ...metadata }, ...others }, numbers);
}

test('a network comes back as the page has saved it', () => {
  assert.deepEqual(read(FILE), { network: NETWORK, claimed: CLAIMED });
});

test('a network that ships is read, and what its recipe does not name is the article’s', () => {
  const path = new URL('../../../../assets/article.safetensors', import.meta.url);
  const { network, claimed } = read(new Uint8Array(readFileSync(path)).buffer);
  assert.deepEqual(network.recipe, ARTICLE);
  assert.equal(network.inputForm, 'raw');
  assert.ok(claimed.test_accuracy > 0.85);
  assert.deepEqual(read(changed({ recipe: { input_form: 'scaled' } })).network.recipe, {
    ...ARTICLE,
    input_form: 'scaled',
  });
});

test('the bias may come first', () => {
  const places = { kernel: { data_offsets: [40, 31_400] }, bias: { data_offsets: [0, 40] } };
  const numbers = new Uint8Array([...NUMBERS.slice(-40), ...NUMBERS.slice(0, -40)]);
  assert.deepEqual(read(changed(places, numbers)).network, NETWORK);
});

test('what is no safetensors file is said', () => {
  for (const bytes of [new ArrayBuffer(0), new ArrayBuffer(7), new ArrayBuffer(8), new ArrayBuffer(500)]) {
    refuses(bytes, 'is no safetensors file');
  }
  for (const header of ['', '[]', 'null', '5', '"x"', '{"a":', '\ufeff{}', '[['.repeat(20_000), '{"__metadata__":5}']) {
    refuses(fileOf(header), 'is no safetensors file');
  }
  for (const length of [0, 40_000, 2n ** 40n, 2n ** 63n, 2n ** 64n - 1n]) {
    refuses(fileOf(HEADER, NUMBERS, length), 'is no safetensors file');
  }
});

test('a file that is too large is not looked into', () => {
  refuses(
    new ArrayBuffer(10_000_000),
    `has 10,000,000 bytes, and a network at most ${MOST_BYTES.toLocaleString('en')}`,
  );
});

test('other tensors, types, shapes and places are refused', () => {
  const { __metadata__ } = JSON.parse(HEADER);
  refuses(fileOf({ weight: {} }), 'says nothing of its recipe');
  refuses(fileOf({ __metadata__, weight: {} }), 'holds weight, not bias, kernel');
  refuses(fileOf({ __metadata__ }), 'holds nothing, not bias, kernel');
  refuses(changed({ extra: {} }), 'holds bias, extra, kernel, not bias, kernel');
  refuses(fileOf(`{"__proto__": {}, ${HEADER.slice(1)}`), 'holds __proto__, bias, kernel, not bias, kernel');
  refuses(
    fileOf({ __metadata__, kernel: 5, bias: null }),
    /^has the kernel undefined of undefined, not \[784,10\] of "F32"$/,
  );
  refuses(changed({ kernel: { dtype: 'F16' } }), 'has the kernel [784,10] of "F16", not [784,10] of "F32"');
  for (const shape of [[10, 784], [7840], [784, 10, 1], '784,10', [['784'], 10], null, 5]) {
    refuses(changed({ kernel: { shape } }), /^has the kernel .*, not \[784,10\] of "F32"$/);
  }
  refuses(changed({ bias: { shape: [1, 10] } }), /^has the bias/);
  for (const offsets of [[0, 31_400], [40, 31_400], [0, -1], ['0', 31_360], [0.5, 31_360.5], [1e300, 0], null, {}]) {
    refuses(changed({ kernel: { data_offsets: offsets } }), 'is cut off, or has more in it than a network');
  }
  refuses(fileOf(HEADER, NUMBERS.slice(1)), 'is cut off, or has more in it than a network');
  refuses(fileOf(HEADER, new Uint8Array([...NUMBERS, 0])), 'is cut off, or has more in it than a network');
});

const PACKED = { bits: 3, sparsity: 0.5 };
const ROUNDED = roundNetwork(NETWORK, PACKED);
const PACKED_FILE = formatNetwork(ROUNDED, CLAIMED);

/** The packed file with the bytes of one tensor changed. */
function repacked(name, change) {
  const [bytes, header] = [new Uint8Array(PACKED_FILE.slice(0)), headerOf(PACKED_FILE)];
  const [first, end] = JSON.parse(header)[name].data_offsets.map((offset) => bytes.length - SIZE + offset);
  change(bytes.subarray(first, end));
  return bytes.buffer;
}
const SIZE = bytesOfNumbers(PACKED);

test('a packed network comes back, and is not larger than its bits say', () => {
  assert.deepEqual(read(PACKED_FILE), { network: ROUNDED, claimed: CLAIMED });
  for (const rounding of [WHOLE, { bits: 1, sparsity: 0 }, { bits: 32, sparsity: 0.3 }]) {
    const rounded = roundNetwork(NETWORK, rounding);
    assert.deepEqual(read(formatNetwork(rounded)).network.kernel, rounded.kernel);
  }
});

test('a packed file whose tensors are not those of its recipe is refused', () => {
  const header = JSON.parse(headerOf(PACKED_FILE));
  const numbers = new Uint8Array(PACKED_FILE).slice(-SIZE);
  const recipeOf = (recipe) => ({
    ...header.__metadata__,
    recipe: JSON.stringify({ ...UPRIGHT, ...PACKED, ...recipe }),
  });
  const other = (recipe) => fileOf({ ...header, __metadata__: recipeOf(recipe) }, numbers);
  refuses(other({ bits: 32 }), 'holds bias, levels, mask, scale, not bias, kernel, mask');
  refuses(other({ bits: 2 }), 'has the levels [1470] of "U8", not [980] of "U8"');
  refuses(other({ sparsity: 0 }), 'holds bias, levels, mask, scale, not bias, levels, scale');
  refuses(other({ bits: 5 }), /^has a recipe that cannot be trained/);
  refuses(
    fileOf({ ...header, scale: { ...header.scale, dtype: 'U8' } }, numbers),
    /^has the scale .* not \[10\] of "F16"$/,
  );
  refuses(PACKED_FILE.slice(0, -1), 'is cut off, or has more in it than a network');
});

test('a packed file with numbers that it cannot have is refused', () => {
  const fill = (value) => (bytes) => bytes.fill(value);
  refuses(repacked('mask', fill(0xff)), 'keeps 7840 weights, not 3920');
  refuses(repacked('mask', fill(0)), 'keeps 0 weights, not 3920');
  refuses(repacked('levels', fill(0xff)), 'has a level beyond 3, the largest of 3 bits');
  refuses(repacked('scale', fill(0xff)), 'has weights that are no finite numbers');
  refuses(repacked('bias', fill(0x7c)), 'has weights that are no finite numbers');
});

test('weights that are no finite numbers are refused, wherever they stand', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const at of [0, 4000, 7839, 7840, 7849]) {
      const numbers = new Float32Array(NUMBERS.slice().buffer);
      numbers[at] = value;
      refuses(fileOf(HEADER, new Uint8Array(numbers.buffer)), 'has weights that are no finite numbers');
    }
  }
});

test('a recipe that cannot be trained is refused', () => {
  for (const metadata of [{ recipe: undefined }, { recipe: 5 }, { recipe: '[]' }, { recipe: '{' }]) {
    refuses(changed({ metadata }), 'says nothing of its recipe');
  }
  const wrong = [
    { epochs: 0 },
    { epochs: '5' },
    { epochs: 2.5 },
    { learning_rate: 1e9 },
    { optimizer: 'lion' },
    { input_form: ['raw'] },
    { input_form: { toString: 1 } },
    { decay: null },
    { epoch: 3 },
    { toString: 3 },
    { ['x'.repeat(30_000)]: 3 },
    JSON.parse('{"__proto__": 5}'),
    JSON.parse('{"__proto__": {"epochs": 3}}'),
  ];
  for (const recipe of wrong) {
    refuses(changed({ recipe }), /^has a recipe that cannot be trained \(.{10,130}\)$/);
  }
});

test('accuracies are fractions; those that the page does not know are left out', () => {
  for (const accuracies of [
    { test_accuracy: 1.1 },
    { test_accuracy: '0.9' },
    { x: -1 },
    { __proto__: null, y: null },
  ]) {
    refuses(changed({ accuracies }), 'has accuracies that are no numbers from 0 to 1');
  }
  refuses(changed({ metadata: { accuracies: 5 } }), 'says nothing of its accuracies');
  const { claimed } = read(
    changed({ metadata: { accuracies: '{"__proto__": 0.5, "other": 1, "test_accuracy": 0.9}' } }),
  );
  assert.deepEqual(Object.entries(claimed), [['test_accuracy', 0.9]]);
});

test('of a name that stands there twice the last one counts, and is checked', () => {
  const twice = (last) => HEADER.replace('{', '{"kernel": {"dtype": "F32"}, ').replace(/\}(\s*)$/, `, ${last}}$1`);
  assert.deepEqual(read(fileOf(twice(HEADER.match(/"bias":\{[^}]*\}/)[0]))).network, NETWORK);
  refuses(fileOf(twice('"bias": {"dtype": "F32", "shape": [10], "data_offsets": [0, 40]}')), /^is cut off/);
});

/** A pseudorandom number below `most` (mulberry32), so that a failure comes again. */
function makeRandom(seed) {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** Whether bytes are refused with a sentence or are a whole network; any other error fails the test. */
function holds(bytes) {
  try {
    const { network, claimed } = read(bytes);
    assert.equal(network.kernel.length, 7840);
    assert.ok(network.kernel.every(Number.isFinite));
    assert.ok(Object.values(claimed).every((value) => value >= 0 && value <= 1));
    assert.equal(Object.keys(network.recipe).length, KNOWN.order.length);
    return true;
  } catch (error) {
    assert.ok(error instanceof NetworkFileError, error);
    assert.ok(error.message.length < 250);
    return false;
  }
}

test('a file cut off anywhere is refused', () => {
  const random = makeRandom(1);
  for (let i = 0; i < 300; i++) {
    for (const file of [FILE, PACKED_FILE]) assert.ok(!holds(file.slice(0, random(file.byteLength))));
  }
});

test('random bytes, and a network with some bytes changed, are refused or whole', () => {
  const random = makeRandom(2);
  for (let i = 0; i < 300; i++) {
    const noise = Uint8Array.from({ length: random(2000) }, () => random(256));
    if (i % 2 && noise.length > 8) noise.set([noise.length - 8, 0, 0, 0, 0, 0, 0, 0]);
    assert.ok(!holds(noise.buffer));
    const bytes = new Uint8Array((i % 4 < 2 ? FILE : PACKED_FILE).slice(0));
    for (let change = 0; change <= random(4); change++)
      bytes[random(i % 3 ? bytes.length - SIZE : bytes.length)] = random(256);
    holds(bytes.buffer);
  }
  assert.equal(Object.prototype.epochs, undefined);
});
