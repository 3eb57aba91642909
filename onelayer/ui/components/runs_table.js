const body = element.querySelector('tbody');
let replacing = false; // which takes the focus from a field before it is gone

function ask(action, key, text) {
  trigger('select', { action, key, text: text || '' });
}

// A box to tick. Its mark is the server's to set, so a refused choice falls back.
function pick(type, action, row, checked, label) {
  const input = make('input');
  input.type = type;
  input.checked = checked;
  input.name = `${action}-${type === 'radio' ? 'one' : row.key}`;
  input.dataset.focus = `${action} ${row.key}`;
  input.setAttribute('aria-label', label);
  input.addEventListener('change', () => ask(action, row.key));
  return input;
}

function button(row, action, text, label) {
  const node = make('button', '', text);
  node.type = 'button';
  node.title = label;
  node.setAttribute('aria-label', label);
  node.dataset.focus = `${action} ${row.key}`;
  node.addEventListener('click', () => ask(action, row.key));
  return node;
}

function nameOf(row) {
  const cell = make('th', 'network');
  cell.scope = 'row';
  if (row.own) {
    const field = make('input', 'name-field');
    field.size = Math.max(5, row.name.length);
    field.title = 'Name it';
    field.maxLength = props.longest_name;
    field.setAttribute('aria-label', `Name of ${row.name}`);
    field.dataset.focus = `rename ${row.key}`;
    field.defaultValue = row.name; // what the server knows: another value is a name half typed
    const rename = () => {
      if (replacing || field.value === field.defaultValue) return;
      field.defaultValue = field.value;
      ask('rename', row.key, field.value);
    };
    field.addEventListener('blur', rename);
    field.addEventListener('keydown', (event) => event.key === 'Enter' && rename());
    cell.append(field);
  } else {
    cell.append(make('span', '', row.name));
  }
  if (row.yours) cell.append(make('span', 'badge', 'Yours'));
  if (row.about) cell.append(make('span', 'about', row.about));
  return cell;
}

function lineOf(row) {
  const line = make('tr', `${row.own ? 'mine' : ''} ${row.shown ? 'shown' : ''}`);
  const show = make('td', 'pick');
  const compare = make('td', 'pick compare');
  if (row.key) {
    show.append(pick('radio', 'show', row, row.shown, `Show ${row.name}`));
    compare.append(pick('checkbox', 'compare', row, row.compared, `Compare ${row.name}`));
    compare.dataset.label = 'Compare';
  }
  const actions = make('td', 'actions');
  if (row.own) {
    const keep = button(row, 'keep', row.kept ? 'Kept' : 'Keep', `Keep ${row.name}, whatever comes`);
    keep.setAttribute('aria-pressed', row.kept);
    const yours = button(row, 'make yours', 'Make Yours', `Let ${row.name} read on the Draw tab`);
    yours.disabled = row.yours;
    actions.append(keep, yours, button(row, 'delete', 'Delete', `Delete ${row.name}`));
  }
  const figures = ['time', 'training', 'validation', 'test'].map((name) => {
    const cell = make('td', name, row[name]);
    cell.dataset.label = name[0].toUpperCase() + name.slice(1);
    return cell;
  });
  line.append(show, nameOf(row), ...figures, compare, actions);
  return line;
}

function show() {
  const rows = received()?.rows || [];
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  replacing = true;
  body.replaceChildren(...rows.map(lineOf));
  replacing = false;
  const again = [...body.querySelectorAll('[data-focus]')].find((node) => node.dataset.focus === focused?.dataset.focus);
  if (!again) return;
  again.focus();
  if (again.type === 'text' && focused.value !== focused.defaultValue) {
    again.value = focused.value;
    again.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  }
}

watch('value', show);
show();
