const root = element.querySelector('.reasons');

const sections = props.sections.map((section) => {
  const node = document.createElement('section');
  node.id = section.name;
  node.innerHTML =
    '<h3 class="heading"></h3><div class="side-by-side"><div class="canvases"></div><dl class="terms"></dl></div>' +
    '<p class="sentence"></p><p class="formula"></p>';
  const find = (name) => node.querySelector(`.${name}`);
  find('formula').textContent = section.formula;
  find('canvases').classList.toggle('two', section.pictures === 2);
  const canvases = Array.from({ length: section.pictures }, () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 28;
    canvas.setAttribute('role', 'img');
    find('canvases').append(canvas);
    return canvas;
  });
  root.append(node);
  return { section, heading: find('heading'), terms: find('terms'), sentence: find('sentence'), canvases, lines: [] };
});

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// The lines of the sum keep their nodes while only their numbers change.
function showTerms(place, terms) {
  while (place.lines.length > terms.length) place.lines.pop().forEach((node) => node.remove());
  while (place.lines.length < terms.length) {
    const line = [document.createElement('dt'), document.createElement('dd')];
    place.terms.append(...line);
    place.lines.push(line);
  }
  terms.forEach(({ name, amount, kind }, i) => {
    const [label, number] = place.lines[i];
    setText(label, name);
    setText(number, amount);
    label.className = number.className = kind;
  });
}

function show() {
  const reasons = received();
  sections.forEach((place, number) => {
    const value = reasons ? reasons[number] : null;
    setText(place.heading, value ? value.heading : place.section.heading);
    setText(place.sentence, value ? value.sentence : place.section.waiting);
    showTerms(place, value ? value.terms : []);
    place.canvases.forEach((canvas, i) => {
      const picture = value ? value.pictures[i] : null;
      const under = picture && picture.under ? decode(picture.under) : null;
      drawPixels(canvas, picture && decode(picture.pixels), picture && picture.pixels[0] === 'u', under);
      canvas.setAttribute('aria-label', picture ? picture.text : 'Empty');
    });
  });
}

watch('value', show);
whenColoursChange(show);
show();
