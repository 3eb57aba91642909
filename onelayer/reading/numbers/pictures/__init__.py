"""Reading the numbers in a picture: its ink → rows of parts → pieces, cut along seams of least ink → arcs, and so on.

Boxes and the height of the writing are in the pixels of the picture.
"""
