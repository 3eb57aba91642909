"""Ways of writing the ten digits around the world. MNIST was written in the USA and hardly has some of them.

Each way of writing is a path: points `x,y` in percent of a box, joined by a smooth curve. `!` after a point makes it a
corner, and `|` lifts the pen. Training adds variations of these drawings to MNIST.
"""

from dataclasses import dataclass

import numpy as np

from onelayer.data.variations import Variation, draw_variations

POINTS_PER_PIECE = 6  # of the curve, between two points of the path
SEED = 1  # styles are fixed data, as MNIST is: a recipe's seed does not change them
# Chosen together with the number of variations in the recipe, on drawings of 30 people and the last 10,000 training
# images of MNIST. With three times as many variations the accuracy is 0.7 % higher on the drawings, 0.6 % lower on
# MNIST.
VARIATION = Variation(slant=0.3, turn=0.12, aspect=0.2, proportion=0.25, bend=0.06, apart=0.035, pen=0.4)


@dataclass(frozen=True)
class Style:
    """One way of writing a digit, with its name."""

    digit: int
    name: str
    path: str

    @property
    def strokes(self) -> list[np.ndarray]:
        """The strokes of its path, float64 (n, 2) each, in the unit square."""
        return parse_path(self.path)


def parse_path(path: str) -> list[np.ndarray]:
    """Make the strokes of a path, float64 (n, 2) each, in the unit square."""
    return [_parse_stroke(text) for text in path.split("|")]


def _parse_stroke(text: str) -> np.ndarray:
    pieces: list[list[list[float]]] = [[]]
    for word in text.split():
        point = [float(number) / 100 for number in word.rstrip("!").split(",")]
        pieces[-1].append(point)
        if word.endswith("!"):
            pieces.append([point])
    return np.concatenate([_smooth(np.array(piece)) for piece in pieces if len(piece) > 1])


def _smooth(points: np.ndarray) -> np.ndarray:
    """Draw a curve through points (n, 2): the uniform Catmull-Rom spline (1974), extended straight at its ends."""
    before, after = 2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1]
    framed = np.concatenate([before, points, after])
    t = np.arange(POINTS_PER_PIECE) / POINTS_PER_PIECE
    basis = 0.5 * np.stack(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3], axis=1
    )
    pieces = [basis @ framed[i : i + 4] for i in range(len(points) - 1)]
    return np.concatenate([*pieces, points[-1:]])


def draw_styles(count: int, seed: int = SEED) -> tuple[np.ndarray, np.ndarray]:
    """Draw `count` variations of every style: images, uint8 (count · styles, 28, 28), and labels, uint8."""
    random = [np.random.default_rng([seed, number]) for number in range(len(STYLES))]
    drawn = [
        draw_variations(style.strokes, VARIATION, count, generator)
        for style, generator in zip(STYLES, random, strict=True)
    ]
    return np.concatenate(drawn), label_styles(count)


def label_styles(count: int) -> np.ndarray:
    """Return the labels, uint8 (count · styles,), of the images that `draw_styles` draws."""
    return np.repeat(np.array([style.digit for style in STYLES], np.uint8), count)


STYLES = tuple(
    Style(digit, name, path)
    for digit, styles in {
        0: {
            "oval": "50,0 18,15 5,50 18,85 50,100 82,85 95,50 82,15 50,0",
            "slashed": "50,0 18,15 5,50 18,85 50,100 82,85 95,50 82,15 50,0 | 88,8 12,92",
            "overlapping": "72,10 42,0 12,25 8,62 32,96 68,96 92,65 88,25 55,3 30,12",
        },
        1: {
            "bar": "50,0 50,100",
            "short flag": "32,20 52,0! 52,100",
            "long upstroke": "8,48 60,0! 54,100",
            "longer upstroke": "12,72 60,0! 58,100",
            "curved upstroke": "5,45 35,32 66,0! 58,50 52,100",
            "wide upstroke": "0,40 85,0! 70,100",
            "bar, foot": "50,0 50,100 | 18,100 84,100",
            "flag, foot": "26,22 52,0! 52,100 | 15,100 90,100",
            "upstroke, foot": "10,45 58,0! 52,100 | 8,100 98,100",
            "low upstroke, slanted": "5,60 70,0! 45,100",
            "short upstroke, slanted": "20,32 62,0! 40,100",
            "upstroke, slanted": "14,36 56,0! 46,100",
            "upstroke, steep": "30,40 58,0! 50,100",
            "bent upstroke, slanted": "8,36 36,12 68,0! 42,100",
        },
        2: {
            "flat base": "10,25 30,3 62,2 80,25 65,55 10,98! 92,98",
            "loop": "12,22 40,0 75,15 68,50 25,92 8,84 25,74 60,92 95,84",
            "swan": "12,25 38,0 75,12 70,40 38,75 8,98! 40,88 65,98 95,88",
            "straight": "12,12 48,0 84,10! 10,100! 90,100",
            "narrow": "22,22 48,0 74,18 62,48 36,78 24,98! 80,97",
            "curl": "35,32 14,25 25,4 65,2 82,28 55,62 10,98! 92,95",
            "round base": "12,22 45,0 80,18 65,48 22,75 15,95 45,100 88,94",
        },
        3: {
            "round": "10,12 45,0 80,18 72,40 38,47! 76,55 90,78 55,100 8,90",
            "flat top": "10,0 85,0! 42,42! 82,52 88,82 50,100 8,90",
            "loop": "8,15 45,0 82,18 65,42 38,50 38,43 70,50 90,75 58,100 8,90",
            "wavy": "12,10 50,0 80,15 50,45! 85,65 70,95 10,98",
            "small top": "20,10 50,0 70,18 42,38! 85,55 80,92 5,98",
        },
        4: {
            "open": "30,0 8,62! 92,62 | 70,30 66,100",
            "open, tall": "22,0 8,56! 95,54 | 70,0 68,100",
            "closed": "66,100 66,0! 5,70! 95,70",
            "cup": "12,0 15,40 42,55 80,42 | 86,0 78,100",
            "slanted": "48,0 4,62! 95,60 | 62,38 48,100",
            "short stem": "32,0 6,65! 82,66 | 66,42 56,100",
            "round": "36,0 14,35 12,64 38,68 90,58 | 72,28 60,100",
            "triangle": "68,0 8,60! 92,60 | 68,0 64,100",
            "hook": "38,0 10,55 22,68 75,50! 76,28! 62,100",
            "one stroke": "40,0 10,60! 78,58! 80,30! 66,100",
            "wide": "55,0 0,55! 100,58 | 65,25 60,100",
            "h": "28,0 10,55 14,66 70,55 | 62,38 66,70 50,100",
            "low tick": "36,0 6,80! 80,78 | 66,56 54,100",
            "crossed right": "62,0 30,30 8,60! 100,52 | 64,4 56,100",
            "rising bar": "40,0 14,66! 60,64! 88,58 | 62,40 60,100",
            "soft corner, rising": "30,0 16,70 40,68 74,60 | 66,36 64,100",
        },
        5: {
            "one stroke": "85,0 25,0! 18,42! 50,35 85,55 78,88 42,100 8,90",
            "bar apart": "26,0 20,42! 55,36 85,60 70,95 10,95 | 26,0 90,2",
            "like an S": "88,4 45,0 22,18 35,42 70,58 78,82 45,100 8,90",
            "round": "80,2 30,3! 22,40! 60,38 80,65 60,98 10,92",
            "long bar": "10,38! 15,40 60,40 78,65 60,98 8,96 | 12,38 20,0! 100,0",
        },
        6: {
            "round": "65,0 30,25 10,65 30,98 70,95 80,70 55,52 18,70",
            "straight stem": "55,0 25,40 12,80 35,100 65,90 62,70 35,65 14,82",
            "curl": "82,12 55,0 22,25 8,65 30,97 75,92 82,65 50,50 12,72",
            "upright": "30,0 18,40 15,75 40,100 72,85 62,60 35,58 18,75",
            "crossing ring": "62,0 30,40 22,80 45,100 65,80 50,62 5,72",
            "wide ring": "75,0 30,30 8,70 25,98 75,95 88,75 60,62 20,78",
        },
        7: {
            "plain": "8,4 90,3! 45,100",
            "crossed": "8,4 90,3! 42,100 | 28,52 86,48",
            "serif": "8,25 12,3! 90,5! 45,100",
            "serif, crossed": "8,25 12,4! 88,5! 42,100 | 25,52 85,50",
            "curved, crossed": "8,12 40,2 82,5! 58,45 44,100 | 25,55 88,50",
            "low cross": "8,20 30,3 82,5! 52,52 28,100 | 5,66 72,52",
            "wavy": "5,18 18,3 50,10 90,2! 55,48 40,100",
            "round, crossed": "14,18 42,0 74,10 62,50 46,100 | 15,56 98,54",
            "curved": "8,5 85,4! 58,40 48,100",
            "low bar, curved": "8,16 35,2 80,8! 62,50 48,100 | 6,70 40,62 80,72",
            "hooked, crossed": "12,30 10,6! 84,3! 60,50 50,100 | 22,64 80,58",
            "crossed low, hooked": "5,20 20,4 80,4! 55,55 30,100 | 8,72 92,74",
        },
        8: {
            "one stroke": "80,15 50,0 20,18 45,45 82,74 52,100 14,80 32,55 62,40 80,15",
            "two rings": "50,0 24,22 50,45 76,22 50,0 | 50,45 12,72 50,100 88,72 50,45",
            "open top": "85,5 45,0 20,20 45,45 80,75 50,100 15,80 40,50 85,8",
            "narrow": "68,14 50,0 32,18 48,45 70,75 50,100 30,78 46,50 68,18",
            "from the left": "25,12 60,45 82,75 50,100 18,75 45,45 80,12 50,0 22,14",
            "s first": "82,8 40,0 28,20 66,60 70,86 45,100 22,84 40,55 86,14",
            "slim ring below": "70,12 40,0 20,22 60,50 66,80 48,100 34,78 52,48 78,10",
        },
        9: {
            "straight": "76,20 46,0 15,22 40,48 76,22! 70,100",
            "hook": "78,20 45,0 15,25 45,50 78,24! 80,68 58,98 14,92",
            "wide tail": "82,20 45,0 14,24 46,46 82,20! 88,62 60,100 0,96",
            "small ring": "62,10 36,0 20,18 36,36 66,26! 94,58 72,96 4,98",
            "slanted": "86,15 50,0 12,25 45,46 86,15! 40,100",
            "open ring": "82,8 40,0 14,20 35,40 78,26! 84,65 60,98 12,95",
            "curved stem": "74,18 46,0 18,24 44,48 74,20! 74,60 52,100",
            "crossed ring": "50,8 25,25 45,45 72,25 60,2 38,8 60,30! 90,60 70,95 8,95",
            "comma": "74,18 56,0 30,12 36,36 64,30 76,14! 66,60 30,100",
            "ring and bowl": "66,22 46,2 22,14 30,42 58,42 68,16! 90,55 76,92 40,100 4,96",
            "square hook": "76,16 44,0 16,22 40,46 76,20! 80,94! 10,96",
            "high ring": "60,4 28,2 18,22 42,34 70,18! 84,60 50,98 6,88",
            "deep hook": "80,14 48,0 18,18 36,40 72,24! 88,62 64,96 10,100",
            "ring left of the bowl": "54,6 26,4 22,24 50,30 62,12! 96,50 80,90 36,100 0,92",
            "flat tail": "72,12 40,0 20,20 44,40 72,14! 80,96! 0,100",
            "leaning hook": "86,10 56,0 26,18 48,40 84,14! 66,62 32,96 0,92",
            "cup": "76,18 46,0 18,22 44,46 76,20! 78,80 60,100 30,98 14,82",
            "corner, long tail": "66,6 30,6 22,30 46,42 74,20! 80,66 52,98 4,94",
        },
    }.items()
    for name, path in styles.items()
)
"""All ways of writing, in the order of their digits."""
