/** The file chooser of the upload offers only the kinds of picture that are read. Gradio's upload has no setting for
 * it. Its input can be made at any time, so the kinds are set when the input is clicked, before the chooser opens. */

const TYPES = ['png', 'jpeg', 'webp', 'gif', 'bmp', 'tiff', 'avif', 'heic', 'heif'].map((name) => `image/${name}`);
const ENDINGS = ['.heic', '.heif']; // many computers do not know their type

document.addEventListener(
  'click',
  ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('#photo input[type=file]')) {
      target.accept = [...TYPES, ...ENDINGS].join(',');
    }
  },
  { capture: true },
);
