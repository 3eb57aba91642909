import { received } from '../../dom/component.js';
import { decodeBytes } from '../../dom/decoding.js';
import { find, findAll, setText } from '../../dom/dom.js';
import { slotOf } from '../../dom/slots.js';
import { padOf } from '../../drawing/pads.js';
import { CHOSEN_BY_READING, reader } from '../../drawing/reader.js';
import { drawPicture } from '../../pictures/picture.js';
import { onThemeChange } from '../../pictures/theme.js';
import { INPUT_NAMES } from '../../reading/inputs.js';
import { pictureImage, pictureInputs, showPipeline } from '../../reading/pipeline.js';

/** @import { Picture } from '../../reading/evidence.js' */
/** @import { Component } from '../../dom/component.js' */
/** @import { Shown } from '../../drawing/reader.js' */

/**
 * @typedef {Picture & {caption: string, index?: number, image?: string}} Captioned  index: identifies
 *   it; image: base64 of 784 bytes, if it can be put on a pad
 * @typedef {object} Props
 * @property {string[]} captions  of empty places
 * @property {string} elem_id  of its slot: the page shows Captioned pictures there
 * @property {boolean} selectable  a press on a picture tells the slot
 * @property {boolean} sparse  a place without a picture is hidden
 * @property {string | null} opens_on  the id of the pad on which a picture is put when it is clicked
 * @property {'pipeline' | 'inputs' | null} source  the page makes the pictures itself, from its readings; null: the
 *   server sends them, or the slot has them
 */

/** @type {Record<'pipeline' | 'inputs', (shown: Shown) => Captioned[]>} */
const SOURCES = {
  pipeline: ({ network, reading, shrunk, article }) => showPipeline(network, reading, shrunk, article),
  inputs: ({ network, reading }) => {
    const name = INPUT_NAMES[network.inputForm];
    return [{ ...pictureInputs(network, reading, `The ${name} of what is on the pad`), caption: name }];
  },
};

/** @param {Component<Props>} component */
export function mount({ element, props, watch }) {
  const slot = slotOf(props.elem_id);
  /** @type {Captioned[]} */
  let pictures = [];

  const places = findAll(element, '.place').map((place, i) => {
    place.addEventListener('click', () => press(pictures[i]));
    return { place, canvas: find(place, 'canvas', HTMLCanvasElement), caption: find(place, '.caption') };
  });

  /** @param {Captioned} picture */
  function press(picture) {
    if (props.opens_on !== null && picture.image) {
      const origin = { text: picture.text, cutout: null, against: CHOSEN_BY_READING };
      padOf(props.opens_on).put({ strokes: [], image: picture.image, origin });
    } else if (props.selectable) {
      slot.press(picture);
    }
  }

  /** @param {Captioned[]} next */
  function show(next) {
    pictures = next;
    places.forEach(({ place, canvas, caption }, i) => {
      const picture = pictures[i] ?? null;
      drawPicture(canvas, picture);
      if (place instanceof HTMLButtonElement) place.disabled = !picture;
      place.hidden = props.sparse && !picture;
      setText(caption, picture?.caption ?? props.captions[i]);
    });
  }

  function receive() {
    /** @type {{image: string, caption: string, text: string}[]} */
    const sent = received(props) ?? [];
    show(sent.map((picture) => ({ ...picture, ...pictureImage(decodeBytes(picture.image), picture.text) })));
  }

  const { source } = props;
  onThemeChange(() => show(pictures));
  watch('value', receive);
  receive();
  slot.onShow((value) => {
    if (value) show(value);
    else if (props.value === '') show([]);
  });
  if (source) {
    reader.onReading((shown) => show(shown ? SOURCES[source](shown) : []));
  }
}
