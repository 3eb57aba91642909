"""One Layer: a network of one dense layer that reads hand-drawn digits, and shows how."""
