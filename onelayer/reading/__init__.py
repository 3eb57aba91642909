"""Reading one digit: strokes or a picture → image → inputs → network → verdict. NumPy only."""
