// What the server sent, or null. It travels as text: Gradio copies and compares values at every step, part by part.
function received() {
  return props.value ? JSON.parse(props.value) : null;
}
