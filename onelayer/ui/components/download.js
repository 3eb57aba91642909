const button = element.querySelector('.download');
button.textContent = props.button_label;
button.addEventListener('click', () => trigger('download'));

watch('value', () => {
  const file = received();
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
});
