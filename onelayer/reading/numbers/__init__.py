"""Reading a whole number: strokes → pieces → arcs, each read by the network → the best path through them. NumPy only.

A number is read as Y. LeCun et al., Proceedings of the IEEE 86 (1998), read whole words: the writing is cut into more
pieces than it has digits, the network reads each run of pieces that may be a digit, and the most probable path through
these runs, the arcs, is the number.

Coordinates are in the unit of the pad's height: x to the right, from 0 to the pad's width, which may be several; y
down, from 0 to 1. Terms are in H, the height of the writing. Geometry is compared in float64 of float32 coordinates,
with operations that are rounded alike everywhere, so that the page's JavaScript takes the same decisions.
"""
