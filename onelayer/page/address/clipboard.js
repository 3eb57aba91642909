/**
 * Puts a text on the clipboard. Safari allows it only while a press is answered, so the promise of the text goes there.
 * @param {Promise<string>} text
 * @returns {Promise<boolean>} whether the browser did it
 */
export async function copyText(text) {
  try {
    const written = text.then((each) => new Blob([each], { type: 'text/plain' }));
    written.catch(() => {}); // the caller hears of it: there may be no text
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': written })]);
    return true;
  } catch {
    return false; // no clipboard, or none for this page
  }
}
