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

// Heard of in the other pages of this browser, not in the one that kept it; key is null when all is cleared.
window.addEventListener('storage', (event) => {
  if (event.storageArea !== localStorage || ![props.storage_key, null].includes(event.key)) return;
  props.value = JSON.stringify({ heard: event.newValue || '' });
  trigger('input');
});

watch('value', () => {
  const value = received();
  if (!value || 'heard' in value) return;
  try {
    if (value.text) localStorage.setItem(props.storage_key, value.text);
    else if (value.text === '') localStorage.removeItem(props.storage_key);
    say(value.words);
  } catch (error) {
    say(
      `This browser does not keep your drawings and your network: ${reason(error)}. They are here until you close the page: export them in the Handwriting tab.`,
      true
    );
  }
});
