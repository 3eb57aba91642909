"""The parts of the page that are drawn in the browser: each a .py with its .html, .js and .css beside it."""
