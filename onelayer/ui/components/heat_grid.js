const head = element.querySelector('thead');
const body = element.querySelector('tbody');
element.querySelector('.heat').classList.toggle('tall', props.tall);
element.querySelector('caption').textContent = `↓ ${props.row_title} · → ${props.column_title}`;
let buttons = []; // row by row
let at = [0, 0]; // the cell that Tab reaches; arrow keys go on from it
let chosen = '';

function cellOf(name, text, className) {
  const cell = document.createElement(name);
  cell.textContent = text;
  if (className) cell.className = className;
  return cell;
}

function reach(row, column, focus) {
  if (!buttons[row] || !buttons[row][column]) return;
  buttons[at[0]][at[1]].tabIndex = -1;
  at = [row, column];
  buttons[row][column].tabIndex = 0;
  if (focus) buttons[row][column].focus();
}

function choose(row, column) {
  reach(row, column, false);
  chosen = `${row},${column}`;
  mark();
  trigger('select', { row, column });
}

function mark() {
  buttons.forEach((line, r) => line.forEach((button, c) => button.setAttribute('aria-pressed', chosen === `${r},${c}`)));
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function build(grid) {
  const top = document.createElement('tr');
  top.append(cellOf('th', '', 'corner'), ...grid.columns.map((name) => cellOf('th', name)));
  head.replaceChildren(top);
  buttons = grid.rows.map(() => []);
  body.replaceChildren(
    ...grid.rows.map((name, row) => {
      const line = document.createElement('tr');
      line.append(cellOf('th', name, 'row'));
      grid.columns.forEach((_, column) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.tabIndex = -1;
        button.append(cellOf('span', '', 'text'));
        button.addEventListener('click', () => choose(row, column));
        button.addEventListener('keydown', (event) => {
          const step = STEPS[event.key];
          if (!step) return;
          event.preventDefault();
          reach(row + step[0], column + step[1], true);
        });
        const cell = document.createElement('td');
        cell.append(button);
        line.append(cell);
        buttons[row].push(button);
      });
      return line;
    })
  );
  at = [0, 0];
  chosen = '';
  if (buttons.length && buttons[0].length) buttons[0][0].tabIndex = 0;
}

function show() {
  const grid = received();
  if (!grid) return;
  if (buttons.length !== grid.rows.length || (buttons[0] || []).length !== grid.columns.length) build(grid);
  [...body.querySelectorAll('th.row')].forEach((title, row) => (title.textContent = grid.rows[row]));
  [...head.querySelectorAll('th:not(.corner)')].forEach((title, column) => (title.textContent = grid.columns[column]));
  grid.cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      const button = buttons[row][column];
      button.className = cell.kind;
      button.style.setProperty('--share', cell.share);
      button.setAttribute('aria-label', cell.words);
      button.title = cell.words;
      button.firstChild.textContent = cell.text;
    })
  );
  mark();
}

watch('value', show);
show();
