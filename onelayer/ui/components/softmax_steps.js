const body = element.querySelector('tbody');
const heads = [...element.querySelectorAll('thead th')];
const sentence = element.querySelector('.sentence');
const where = element.querySelector('.where');
const back = element.querySelector('.back');
const next = element.querySelector('.next');
const COLUMNS = [[0], [1, 2], [3], [4], [5]]; // which numbers a step brings
const WAITING = 'Draw a digit on the Draw tab, and its numbers stand here.';
let step = COLUMNS.length - 1;

const lines = Array.from({ length: 10 }, (_, digit) => {
  const line = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = digit;
  const cells = Array.from({ length: 6 }, () => document.createElement('td'));
  line.append(name, ...cells);
  body.append(line);
  return { line, cells };
});

function show() {
  const value = received();
  const known = COLUMNS.slice(0, step + 1).flat();
  lines.forEach(({ line, cells }, digit) => {
    line.classList.toggle('leads', Boolean(value) && value.digit === digit);
    cells.forEach((cell, i) => {
      cell.textContent = value ? value.rows[digit][i] : '–';
      cell.classList.toggle('later', !known.includes(i));
      cell.classList.toggle('now', COLUMNS[step].includes(i));
    });
  });
  heads.slice(1).forEach((head, i) => {
    head.classList.toggle('later', !known.includes(i));
    head.classList.toggle('now', COLUMNS[step].includes(i));
  });
  sentence.textContent = value ? value.sentences[step] : WAITING;
  where.textContent = `Step ${step + 1} of ${COLUMNS.length}`;
  back.disabled = step === 0;
  next.disabled = step === COLUMNS.length - 1;
}

function walk(by) {
  step = Math.min(COLUMNS.length - 1, Math.max(0, step + by));
  show();
}

back.addEventListener('click', () => walk(-1));
next.addEventListener('click', () => walk(1));
watch('value', show);
show();
