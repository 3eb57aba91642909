/** Runs and recipes for the tests of the page's scripts. */

export const ARTICLE = {
  epochs: 5,
  batch_size: 64,
  learning_rate: 0.01,
  decay: false,
  optimizer: 'sgd',
  input_form: 'raw',
  examples: 60000,
  validation_split: 0.2,
  styles: 0,
  variations: 0,
  captchas: 0,
  calibrate: false,
  bits: 32,
  sparsity: 0,
  rounding_epochs: 6,
  seed: 0,
};

export const UPRIGHT = {
  ...ARTICLE,
  epochs: 30,
  batch_size: 1024,
  learning_rate: 0.003,
  optimizer: 'adam',
  input_form: 'upright',
  validation_split: 0.05,
  styles: 80,
  calibrate: true,
};

/** What the page is told of recipes. */
export const KNOWN = {
  recipes: { article: { name: 'The article’s', recipe: ARTICLE }, upright: { name: 'Upright', recipe: UPRIGHT } },
  order: [
    'captchas',
    'bits',
    'sparsity',
    'rounding_epochs',
    'input_form',
    'optimizer',
    'learning_rate',
    'decay',
    'batch_size',
    'epochs',
    'examples',
    'validation_split',
    'variations',
    'styles',
    'calibrate',
    'seed',
  ],
  optimizers: { sgd: 'SGD', adam: 'Adam' },
  choices: {
    optimizer: ['sgd', 'adam'],
    input_form: ['raw', 'scaled', 'upright', 'directions'],
    bits: [32, 8, 4, 3, 2, 1],
  },
  limits: {
    epochs: [1, 50, true],
    batch_size: [8, 1024, true],
    learning_rate: [0.000001, 10, false],
    examples: [1000, 60000, true],
    validation_split: [0, 0.5, false],
    styles: [0, 400, true],
    variations: [0, 4, true],
    captchas: [0, 4000, true],
    sparsity: [0, 0.99, false],
    rounding_epochs: [1, 50, true],
    seed: [0, 2_147_483_647, true],
  },
  ways: 93,
  windows: 30,
  kilobyteOf: { ...ARTICLE, epochs: 0, bits: 1 },
};

/** A run to its end, with what differs. */
export function makeRun(number, changes = {}) {
  return {
    number,
    name: `Run ${number}`,
    recipe: ARTICLE,
    drawings: 0,
    batches: 750,
    batchesDone: 3750,
    training: [
      [0.5, 2, 0.5],
      [5, 0.4, 0.9],
    ],
    validation: [[5, 0.35, 0.91]],
    seconds: 0.5,
    metrics: { loss: 0.4, accuracy: 0.88 },
    test: { loss: 0.3, accuracy: 0.9 },
    network: { kernel: new Float32Array(7840), bias: new Float32Array(10), inputForm: 'raw', recipe: ARTICLE },
    ending: 'trained',
    log: '',
    ...changes,
  };
}
