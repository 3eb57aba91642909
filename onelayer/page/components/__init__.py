"""The parts of the page that are drawn in the browser. Each is a .py file with its .html, .js and .css beside it."""
