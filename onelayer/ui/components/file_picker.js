const input = element.querySelector('.files');
const button = element.querySelector('.pick');
const note = element.querySelector('.note');
button.textContent = props.button_label;
input.accept = props.accept;

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

button.addEventListener('click', () => input.click());
input.addEventListener('change', async () => {
  const chosen = [...input.files];
  input.value = '';
  if (!chosen.length) return;
  const bytes = chosen.reduce((sum, file) => sum + file.size, 0);
  if (bytes > props.most_bytes || chosen.length > props.most_files) {
    note.textContent = `Too much at once: ${props.most_files} files and ${props.most_bytes / 1e6} MB in all are the most.`;
    return;
  }
  note.textContent = '';
  try {
    const files = await Promise.all(
      chosen.map(async (file) => ({ name: file.name, content: file.size ? await inBase64(file) : '' }))
    );
    trigger('upload', { files });
  } catch (error) {
    note.textContent = `A file could not be read (${error.message}). Choose it again.`;
  }
});
