const line = element.querySelector('.kept');

function say(text, isProblem) {
  line.textContent = text;
  line.classList.toggle('problem', Boolean(isProblem));
}

function reason(error) {
  return error && error.name === 'QuotaExceededError' ? 'its storage is full' : 'it blocks storage';
}

let kept = null;
try {
  kept = localStorage.getItem(props.storage_key);
} catch (error) {
  kept = null; // said when there is something to keep
}
if (kept) setTimeout(() => trigger('select', { text: kept }), 0);

watch('value', () => {
  const value = received();
  if (!value) return;
  try {
    if (value.text) localStorage.setItem(props.storage_key, value.text);
    else localStorage.removeItem(props.storage_key);
    say(value.words);
  } catch (error) {
    say(
      `This browser does not keep your drawings and your network: ${reason(error)}. They are here until you close the page: export them in the Handwriting tab.`,
      true
    );
  }
});
