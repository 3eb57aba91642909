const root = element.querySelector('.answer');
const digit = element.querySelector('.digit');
const sentence = element.querySelector('.sentence');
const bars = element.querySelector('.bars');

const rows = Array.from({ length: 10 }, (_, i) => {
  const item = document.createElement('li');
  const row = document.createElement('button');
  row.type = 'button';
  row.className = 'row';
  row.title = `Why ${i}?`;
  row.innerHTML = `<span class="name">${i}</span><span class="track"><span class="bar"></span></span><span class="share"></span>`;
  row.addEventListener('click', () => trigger('select', { index: i }));
  item.append(row);
  bars.append(item);
  return { row, bar: row.querySelector('.bar'), share: row.querySelector('.share') };
});

function show() {
  const reading = received();
  root.classList.toggle('empty', !reading);
  root.classList.toggle('unsure', Boolean(reading) && !reading.sure);
  const text = reading ? `${reading.digit}${reading.sure ? '' : '?'}` : '·';
  if (digit.textContent !== text) digit.textContent = text;
  sentence.textContent = reading ? reading.sentence : 'Nothing on the pad yet';
  rows.forEach(({ row, bar, share }, i) => {
    const probability = reading ? reading.probabilities[i] : 0;
    bar.style.transform = `scaleX(${probability})`;
    share.textContent = reading ? `${(100 * probability).toFixed(1)} %` : '–';
    row.classList.toggle('leads', Boolean(reading) && reading.digit === i);
  });
  root.dataset.updates = Number(root.dataset.updates || 0) + 1;
}

watch('value', show);
show();
