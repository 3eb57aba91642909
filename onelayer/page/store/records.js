/** Checks of the database's records: the browser, an older page or an extension may have left anything there. */

import { areStrokes } from '../drawing/drawing_lines.js';
import { PIXELS } from '../reading/drawing.js';
import { DIGITS } from '../reading/network.js';

/** @import { Thing } from './store.js' */
/** @import { Inspection, Run, Snapshot } from './things.js' */

const TEST_DIGITS = 10_000;
const WEIGHTS = PIXELS * DIGITS;
const INPUT_FORMS = ['raw', 'scaled', 'upright', 'directions'];
const ENDINGS = ['running', 'trained', 'stopped', 'lost', 'diverged'];

/** @typedef {(value: any) => boolean} Check */

/**
 * @param {any} record
 * @returns {record is Run}
 */
export function isRun(record) {
  return (
    isObject(record) &&
    Number.isSafeInteger(record.number) &&
    isText(record.name) &&
    isRecipe(record.recipe) &&
    [record.drawings, record.batches, record.batchesDone, record.seconds].every(isNumber) &&
    [record.training, record.validation].every(isCurve) &&
    [record.metrics, record.test].every((metrics) => metrics === null || isMetrics(metrics)) &&
    isNetwork(record.network) &&
    ENDINGS.includes(record.ending) &&
    isText(record.log)
  );
}

/**
 * @param {any} record
 * @returns {record is Snapshot}
 */
export function isSnapshot(record) {
  return (
    isObject(record) &&
    isNumber(record.batches) &&
    isArray(record.kernel, Float32Array, WEIGHTS) &&
    isArray(record.bias, Float32Array, DIGITS) &&
    isArray(record.looks, Int8Array, WEIGHTS)
  );
}

/**
 * @param {any} value
 * @returns {value is Inspection}
 */
export function isInspection(value) {
  return (
    isObject(value) &&
    isMetrics(value.test) &&
    [value.labels, value.predicted].every((array) => isArray(array, Uint8Array, TEST_DIGITS)) &&
    [value.probability, value.loss].every((array) => isArray(array, Float32Array, TEST_DIGITS)) &&
    isArray(value.evidence, Float32Array, WEIGHTS)
  );
}

/** Checks of the things, by their names. @type {Record<Thing, Check>} */
export const THING_CHECKS = {
  hand: (value) => isObject(value) && isFraction(value.strength) && isLesson(value.lesson),
  reads: isText,
  settings: (value) => isObject(value) && Object.values(value).every(isSetting),
  guesses: (value) => isObject(value) && Object.values(value).every(isNumber),
  pad: (value) =>
    isObject(value) && areStrokes(value.strokes) && (value.image === null || /^[\w+/=]{1048}$/.test(value.image)),
};

/** @type {Check} */
function isLesson(lesson) {
  if (!isObject(lesson) || ![lesson.start, lesson.taught].every(isNetwork)) return false;
  const { strengths, drawings_accuracy, mnist_accuracy, writers } = lesson;
  if (!Array.isArray(strengths) || !strengths.length || !strengths.every(isFraction) || !Array.isArray(writers)) {
    return false;
  }
  /** @type {Check} */
  const isLine = (line) => Array.isArray(line) && line.length === strengths.length && line.every(isFraction);
  return (
    [lesson.drawings, lesson.held_out, lesson.seconds].every(isNumber) &&
    (drawings_accuracy === null || isLine(drawings_accuracy)) &&
    isLine(mnist_accuracy) &&
    writers.every((each) => isObject(each) && isText(each.writer) && isNumber(each.held_out) && isLine(each.accuracy))
  );
}

/** @type {Check} */
function isNetwork(value) {
  return (
    isObject(value) &&
    isArray(value.kernel, Float32Array, WEIGHTS) &&
    value.bias?.length === DIGITS &&
    Array.from(value.bias).every(isNumber) &&
    INPUT_FORMS.includes(value.inputForm)
  );
}

/** @type {Check} */
function isRecipe(value) {
  return (
    isObject(value) &&
    Number.isSafeInteger(value.epochs) &&
    INPUT_FORMS.includes(value.input_form) &&
    Object.values(value).every(isSetting)
  );
}

/** @type {Check} */
function isCurve(points) {
  return Array.isArray(points) && points.every((point) => Array.isArray(point) && point.length === 3);
}

/** @type {Check} */
function isMetrics(value) {
  return isObject(value) && 'loss' in value && 'accuracy' in value;
}

/**
 * @param {any} value
 * @param {Function} kind
 * @param {number} length
 */
function isArray(value, kind, length) {
  return value instanceof kind && /** @type {Uint8Array} */ (value).length === length;
}

/** @type {Check} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @type {Check} */
function isSetting(value) {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** @type {Check} */
function isFraction(value) {
  return isNumber(value) && value >= 0 && value <= 1;
}

/** @type {Check} */
function isNumber(value) {
  return Number.isFinite(value);
}

/** @type {Check} */
function isText(value) {
  return typeof value === 'string';
}
