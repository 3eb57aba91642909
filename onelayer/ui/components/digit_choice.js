const digits = element.querySelector('.digits');
const said = element.querySelector('.said');

for (let digit = 0; digit < 10; digit++) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = digit;
  button.setAttribute('aria-label', `It was a ${digit}`);
  button.addEventListener('click', () => trigger('select', { index: digit }));
  digits.append(button);
}

watch('value', () => {
  said.textContent = received() || '';
});
document.addEventListener('pad-changed', () => {
  if (said.textContent) said.textContent = '';
});
