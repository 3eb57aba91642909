"""One Layer: a network of one dense layer reads hand-drawn digits and shows how it does so."""
