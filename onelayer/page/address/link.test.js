import assert from 'node:assert/strict';
import test from 'node:test';
import { deflate } from '../drawing/compression.js';
import { formatContent } from './drawing_text.js';
import { parseFragment } from './fragment.js';
import { formatKilobyte } from './kilobyte_text.js';
import { formatLink, LinkError, LONGEST, parseLink } from './link.js';

const PAGE = 'https://somebody-one-layer.hf.space/';
const RECIPE = { epochs: 5, learning_rate: 1e-6, decay: false, optimizer: 'sgd', seed: 2147483647 };

/** Numbers from 0 to 1 that are the same in each run. */
function* numbers(seed = 1) {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

/** A drawing of so many strokes of so many points, each near the one before. */
function wander(strokes, points, seed = 1) {
  const random = numbers(seed);
  const next = () => random.next().value;
  return Array.from({ length: strokes }, () => {
    let [x, y] = [next(), next()];
    return Array.from({ length: points }, () => {
      [x, y] = [x + (next() - 0.5) / 10, y + (next() - 0.5) / 10].map((value) => Math.min(1, Math.max(0, value)));
      return [x, y];
    });
  });
}

/** What is on a pad, its points on the grid of links. */
function roughly({ strokes, image }) {
  return {
    strokes: strokes.map((stroke) => stroke.map((point) => point.map((value) => Math.round(value * 2000)))),
    image,
  };
}

async function linkOf(link) {
  const { address, isWhole } = await formatLink(PAGE, 'draw', { network: null, recipe: null, content: null, ...link });
  assert.ok(address.length <= LONGEST);
  const { tab, brought } = parseFragment(new URL(address).hash);
  assert.equal(tab, 'draw');
  return { address, isWhole, link: await parseLink(brought) };
}

/** A network of one bit a weight, whose signs look random. */
const NETWORK = {
  kernel: Float32Array.from({ length: 7840 }, (_, i) => (Math.sin(i * i) < 0 ? -0.25 : 0.25)),
  bias: Float32Array.from({ length: 10 }, (_, digit) => digit / 4),
  inputForm: 'directions',
};
const CIRCLE = Array.from({ length: 300 }, (_, i) => [0.5 + 0.3 * Math.cos(i / 48), 0.5 + 0.4 * Math.sin(i / 48)]);
const KILOBYTE = { text: formatKilobyte(NETWORK), inputForm: 'directions', name: 'Ada’s hand' };

test('a network itself comes through a link, with its name, and a drawing that is a little simpler', async () => {
  const alone = await linkOf({ kilobyte: KILOBYTE });
  assert.deepEqual(alone.link.kilobyte, { network: NETWORK, name: 'Ada’s hand' });
  assert.ok(alone.address.length < 1650);
  const { address, isWhole, link } = await linkOf({ kilobyte: KILOBYTE, content: { strokes: [CIRCLE], image: null } });
  assert.ok(isWhole && address.length < LONGEST);
  assert.deepEqual(link.kilobyte.network, NETWORK);
  const [simpler] = link.content.strokes;
  assert.ok(simpler.length > 10 && simpler.length < 60);
  for (const [x, y] of simpler) assert.ok(Math.abs(Math.hypot((x - 0.5) / 0.3, (y - 0.5) / 0.4) - 1) < 0.01);
});

test('a drawing that is read otherwise when it is simpler stays where it is', async () => {
  const strokes = [CIRCLE];
  const asked = [];
  const { address, isWhole } = await formatLink(
    PAGE,
    'draw',
    { network: null, recipe: null, content: { strokes, image: null }, kilobyte: KILOBYTE },
    (simpler) => {
      asked.push(simpler);
      return false;
    },
  );
  assert.equal(asked.length, 1);
  assert.ok(asked[0][0].length < 300);
  assert.deepEqual([isWhole, address.includes('&drawing=')], [false, false]);
});

test('a broken network says what is wrong with it and how to mend it', async () => {
  const { text } = KILOBYTE;
  const cases = [
    [`directions:${text.slice(0, 700)}`, /its network is cut off: it has 700 characters, not 1,530\. Copy or scan the/],
    [`directions:${text.toLowerCase()}`, /its network was changed on its way/],
    [`sideways:${text}`, /its network has inputs that this page does not know\. .* Nothing was changed\.$/],
    [`__proto__:${text}`, /inputs that this page does not know/],
    [text, /inputs that this page does not know/],
    ['', /inputs that this page does not know/],
  ];
  for (const [kilobyte, message] of cases) {
    await assert.rejects(parseLink(`kilobyte=${kilobyte}`), { name: 'Error', message });
    await assert.rejects(parseLink(`kilobyte=${kilobyte}`), LinkError);
  }
});

test('the guesses of a climb come through a link, and only percentages', async () => {
  assert.deepEqual((await linkOf({ guesses: { article: 88, optimizer: 92.5 } })).link.guesses, {
    article: 88,
    optimizer: 92.5,
  });
  assert.deepEqual((await linkOf({ guesses: {} })).link.guesses, {});
  for (const broken of ['article:101', 'article:-1', 'article:many', 'article:true', 'article']) {
    await assert.rejects(parseLink(`guesses=${broken}`), LinkError);
  }
});

test('a number comes to the wide pad through a link, and only there', async () => {
  const strokes = [
    [
      [0.2, 0.3],
      [2.4, 0.9],
    ],
  ];
  const { address } = await formatLink(PAGE, 'numbers', {
    network: null,
    recipe: null,
    content: { strokes, image: null },
  });
  const { tab, brought } = parseFragment(new URL(address).hash);
  assert.equal(tab, 'numbers');
  assert.deepEqual((await parseLink(brought, 2.5)).content, { strokes, image: null });
  await assert.rejects(parseLink(brought), LinkError);
  await assert.rejects(parseLink(brought, 2), LinkError);
  const image = btoa('7'.repeat(784));
  const picture = await formatLink(PAGE, 'numbers', { network: null, recipe: null, content: { strokes: [], image } });
  await assert.rejects(parseLink(parseFragment(new URL(picture.address).hash).brought, 2.5), LinkError);
});

test('network, recipe and drawing come through a link', async () => {
  const strokes = wander(2, 12);
  const { link } = await linkOf({ network: 'upright', recipe: RECIPE, content: { strokes, image: null } });
  assert.equal(link.network, 'upright');
  assert.deepEqual(link.recipe, RECIPE);
  assert.deepEqual(roughly(link.content), roughly({ strokes, image: null }), 'each point, on the grid');
});

test('an image comes through a link as it is', async () => {
  const random = numbers(7);
  const bytes = Uint8Array.from({ length: 784 }, () => 256 * random.next().value);
  const image = Buffer.from(bytes).toString('base64');
  assert.equal((await linkOf({ recipe: RECIPE, content: { strokes: [], image } })).link.content.image, image);
});

test('a long drawing loses points until it fits, one without end is left out', async () => {
  const scribble = [0.2, 0.4, 0.6].map((y) =>
    Array.from({ length: 6000 }, (_, i) => [i / 6000, y + 0.1 * Math.sin(i / 99) + 0.01 * Math.sin(i)]),
  );
  const long = await linkOf({ recipe: RECIPE, content: { strokes: scribble, image: null } });
  assert.ok(long.isWhole);
  assert.equal(long.link.content.strokes.length, 3);
  for (const [i, stroke] of long.link.content.strokes.entries()) {
    assert.ok(stroke.length > 90, 'what is left is spread along the stroke');
    for (const at of [0, -1])
      assert.deepEqual(roughly({ strokes: [[stroke.at(at)]] }), roughly({ strokes: [[scribble[i].at(at)]] }));
  }
  const endless = await linkOf({ recipe: RECIPE, content: { strokes: wander(500, 40), image: null } });
  assert.ok(!endless.isWhole);
  assert.deepEqual([endless.link.content, endless.link.recipe], [null, RECIPE]);
});

test('drawings of any kind come through, or are refused, alike each time', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const strokes = wander(1 + (seed % 9), 1 + ((seed * 7) % 90), seed);
    const { link } = await linkOf({ content: { strokes, image: null } });
    const again = await linkOf({ content: { ...link.content } });
    assert.deepEqual(again.link, link, 'what a link brought makes the same link');
  }
});

test('a wild fragment is read or refused with a sentence', async () => {
  const random = numbers(99);
  const next = (below) => Math.floor(below * random.next().value);
  const content = { strokes: wander(3, 30), image: null };
  const good = await linkOf({ network: 'article', recipe: RECIPE, content });
  const withNetwork = await linkOf({ kilobyte: KILOBYTE });
  const whole = [good, withNetwork].map(({ address }) => parseFragment(new URL(address).hash).brought);
  let refused = 0;
  for (let i = 0; i < 5000; i++) {
    const letters = [...whole[i % 2]];
    for (let change = 0; change <= next(6); change++) {
      const at = next(letters.length);
      letters.splice(
        at,
        next(3),
        ...Array.from({ length: next(4) }, () => String.fromCharCode(next(i % 3 ? 128 : 0x3000))),
      );
    }
    const wild =
      i % 11 ? letters.join('') : Array.from({ length: next(300) }, () => String.fromCharCode(next(0xffff))).join('');
    try {
      const brought = await parseLink(wild);
      assert.ok(brought.kilobyte?.network.kernel.every(Number.isFinite) ?? true);
      for (const [x, y] of brought.content?.strokes.flat() ?? []) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
    } catch (error) {
      assert.ok(error instanceof LinkError, `${error}`);
      assert.match(error.message, /^The link is broken: .+\.$/s);
      refused += 1;
    }
  }
  assert.ok(refused > 1000);
});

const NO_DRAWINGS = [
  '{}', // neither an image nor strokes
  '"AAAA"', // neither strokes nor an image
  '\0AAAA', // an image of four pixels
  '[[0,0,2]]', // half a point
  '[[0,0,2001,0]]', // beside the pad
  '[["a",0]]',
  '[null]',
  '[{"length":1e9}]',
  '[[1e999,0]]',
  JSON.stringify(new Array(501).fill([0, 0])), // too many strokes
  JSON.stringify([new Array(40_002).fill(0)]), // too many points
  ' '.repeat(1_000_000), // much that is packed in little
];

const packed = async (text) => Buffer.from(await deflate(text)).toString('base64url');

test('a link says what is wrong with it', async () => {
  const cases = [
    ...(await Promise.all(
      NO_DRAWINGS.map(async (text) => [`drawing=${await packed(text)}`, /its drawing cannot be read/]),
    )),
    ['drawing=!', /its drawing cannot be read/],
    ['drawing=', /its drawing cannot be read/],
    ['recipe=epochs', /its recipe cannot be read/],
    ['network=<b>', /the network that it names cannot be read/],
    ['colour=red', /it has a part “colour”/],
    [`drawing=${'A'.repeat(3000)}`, /longer than 2000 characters/],
  ];
  for (const [brought, message] of cases) await assert.rejects(parseLink(brought), { name: 'Error', message });
});

test('there may be no room at all', async () => {
  assert.equal(await formatContent({ strokes: wander(1, 5), image: null }, -10), null);
});
