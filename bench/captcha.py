"""How many captchas the layer reads: as it ships, and trained on the digits of other captchas.

    python bench/captcha.py [--count N] [--font F] [--noise N] [--known-length] [--seed S] [--json]

The captchas are those of the Python package `captcha`, of 4 to 6 digits, and were never seen before. A captcha is read
when all of its digits are, and no more. per_digit is the fraction of the digits that the trained layer reads where it
finds as many as there are. seconds is the whole training: making captchas, their inputs, and the run.
"""

import json
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.options import at_least_one, bench_parser
from onelayer.data.captchas import FONTS, NOISES, Captcha, CaptchaSettings, make_captchas
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.captcha import LENGTHS, read_captcha
from onelayer.reading.network import Network
from onelayer.training.recipes import ARTICLE, CAPTCHAS
from onelayer.training.training import train


class Read(NamedTuple):
    """The fraction of captchas that were read, and of the digits of those with as many as there are; 0 to 1."""

    whole: float
    per_digit: float


def read_all(captchas: Sequence[Captcha], network: Network, known_length: bool) -> Read:
    """Read captchas; of known length or of any that there may be."""
    whole = right = digits = 0
    for captcha in captchas:
        lengths = (len(captcha.text),) if known_length else LENGTHS
        text = read_captcha(captcha.picture, network, lengths).text
        whole += text == captcha.text
        if len(text) == len(captcha.text):
            right += sum(one == other for one, other in zip(text, captcha.text, strict=True))
            digits += len(text)
    return Read(whole / len(captchas), right / max(1, digits))


def train_network(seed: int) -> tuple[Network, float]:
    """Train the layer on captchas. Return it, and the seconds that all of it took but loading TensorFlow."""
    next(train(ARTICLE))  # not counted: loads and compiles
    began = time.perf_counter()
    *_, last = train(CAPTCHAS if seed == CAPTCHAS.seed else CAPTCHAS.from_dict({**CAPTCHAS.to_dict(), "seed": seed}))
    return last.network, time.perf_counter() - began


def main() -> int:
    """Train, read and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("--count", type=at_least_one, default=300, metavar="N", help="captchas to read (300)")
    parser.add_argument("--font", choices=FONTS, default="droid", help="of the captchas to read (droid)")
    parser.add_argument("--noise", choices=NOISES, default="default", help="of the captchas to read (default)")
    parser.add_argument("--known-length", action="store_true", help="tell how many digits each has")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the captchas to read (0)")
    options = parser.parse_args()
    captchas = list(make_captchas(CaptchaSettings((options.font,), options.noise), options.count, options.seed))
    shipped = read_all(captchas, load_shipped_network("more-hands").network, options.known_length)
    network, seconds = train_network(CAPTCHAS.seed)
    trained = read_all(captchas, network, options.known_length)
    if options.json:
        figures = {"shipped": shipped.whole, "trained": trained.whole, "per_digit": trained.per_digit}
        print(json.dumps({**figures, "seconds": round(seconds, 2), "count": options.count}))
        return 0
    print(f"{options.count} captchas, font {options.font}, noise {options.noise}")
    print(f"as it ships            {100 * shipped.whole:6.1f} %   a digit {100 * shipped.per_digit:5.1f} %")
    print(f"trained on captchas    {100 * trained.whole:6.1f} %   a digit {100 * trained.per_digit:5.1f} %")
    print(f"trained in             {seconds:6.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
