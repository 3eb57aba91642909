import assert from 'node:assert/strict';
import test from 'node:test';
import { ARTICLE, KNOWN, UPRIGHT } from '../../../../tests/support/sample_runs.js';
import { findProblem, nameRecipe, trainingImages } from './recipes.js';

const name = (changes, recipe = ARTICLE) => nameRecipe({ ...recipe, ...changes }, KNOWN);

test('a recipe is called by the known recipe from which the fewest settings differ', () => {
  assert.equal(name({}), 'The article’s');
  assert.equal(name({}, UPRIGHT), 'Upright');
  assert.equal(name({ epochs: 1 }, UPRIGHT), 'Upright, changed: 1 epoch');
});

test('what was changed is said, up to three, and how many more', () => {
  assert.equal(name({ epochs: 3, input_form: 'upright' }), 'The article’s, changed: upright pixels, 3 epochs');
  assert.equal(name({ learning_rate: 0.00001 }), 'The article’s, changed: learning rate 0.00001');
  assert.equal(name({ optimizer: 'adam', batch_size: 1024 }), 'The article’s, changed: Adam, batch size 1,024');
  assert.equal(
    name({ decay: true, calibrate: true, seed: 7 }),
    'The article’s, changed: decay on, calibrate on, seed 7',
  );
  const images = { examples: 1000, validation_split: 0.1 };
  assert.equal(name({ bits: 1, rounding_epochs: 9 }), 'The article’s, changed: 1 bit a weight, 9 rounding epochs');
  assert.equal(name({ sparsity: 0.5 }), 'The article’s, changed: 50 % zeros');
  assert.equal(name(images), 'The article’s, changed: 1,000 images, validation split 0.1');
  const many = { styles: 80, variations: 1, epochs: 2, seed: 7, decay: true };
  assert.equal(name(many), 'The article’s, changed: decay on, 2 epochs, 1 varied copy and 2 more');
});

test('the images of a run are those of MNIST that are not for validation, their copies, and the ways of writing', () => {
  assert.equal(trainingImages(ARTICLE, KNOWN), 48_000);
  assert.equal(
    trainingImages({ ...ARTICLE, examples: 1000, variations: 2, styles: 10 }, KNOWN),
    2400 + 10 * KNOWN.ways,
  );
});

test('a recipe that cannot be trained is refused, with each wrong value and its limits', () => {
  assert.equal(findProblem({}, KNOWN), '');
  assert.equal(findProblem(ARTICLE, KNOWN), '');
  assert.equal(findProblem({ epochs: 900 }, KNOWN), 'epochs must be a whole number from 1 to 50, not 900.');
  assert.equal(findProblem({ epochs: 0 }, KNOWN), 'epochs must be a whole number from 1 to 50, not 0.');
  assert.equal(findProblem({ epochs: 0, bits: 1 }, KNOWN), '');
  assert.equal(findProblem({ epochs: 0, sparsity: 0.5 }, KNOWN), '');
  assert.equal(findProblem({ bits: 5 }, KNOWN), 'bits must be one of 32, 8, 4, 3, 2, 1, not 5.');
  assert.equal(findProblem({ sparsity: 1 }, KNOWN), 'sparsity must be a number from 0 to 0.99, not 1.');
  assert.equal(findProblem({ lessons: 3 }, KNOWN), "A recipe has no 'lessons'.");
  const wrong = { epochs: 2.5, learning_rate: 'fast', optimizer: 'x', input_form: 1, decay: 0 };
  assert.equal(
    findProblem(wrong, KNOWN),
    'epochs must be a whole number from 1 to 50, not 2.5; learning rate must be a number from 0.000001 to 10, not fast; ' +
      'optimizer must be one of sgd, adam, not x; input form must be one of raw, scaled, upright, directions, not 1; ' +
      'decay must be true or false, not 0.',
  );
});
