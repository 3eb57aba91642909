/** Copies texts. */

const NOT_COPIED = 'The browser does not let it be copied. Copy it from here:';

/**
 * Puts a text on the clipboard; where the browser does not let it, the text is shown in a field. Safari allows it only
 * while a press is answered, so the promise of the text goes to the clipboard.
 * @param {Promise<string>} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} success  what to say if it is copied
 * @returns {Promise<string>} what to say
 */
export async function copyOrShow(text, field, success) {
  const written = text.then((each) => new Blob([each], { type: 'text/plain' }));
  written.catch(() => {}); // the caller hears of it: there may be no text
  field.hidden = true;
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': written })]);
  } catch {
    field.hidden = false; // no clipboard, or none for this page
  }
  field.value = await text;
  if (!field.hidden) field.select();
  return field.hidden ? success : NOT_COPIED;
}
