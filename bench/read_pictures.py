"""How many pictures the command reads in a second, and how long the library takes to import.

    python bench/read_pictures.py [--pictures 1000] [--json]

MNIST's training digits are drawn in dark ink into pictures of 200 × 200 pixels, at a place and in a size by chance,
half of them PNG and half JPEG. `onelayer read --json FOLDER` reads them in one process, its start included; wanted:
at least 100 a second. Then the same is done here, to tell finding the digit in the picture from all that follows. CPU
time is given beside the time, because other programs change it less. Last, `import onelayer` alone, which loads
nothing before a name of it is used, and with all its names, against the import of NumPy, Pillow and safetensors;
wanted: at most 1.5 times as long.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench.options import at_least_one, bench_parser
from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.content import find_content
from onelayer.reading.reading import read_contents

WANTED_A_SECOND, WANTED_RATIO = 100, 1.5
SIDE = 200
ROUNDS = 7  # of each import
IMPORTS = {
    "base": "import numpy, PIL.Image, safetensors.numpy",
    "import onelayer": "import onelayer",
    "import onelayer, all names": "import onelayer; [getattr(onelayer, name) for name in onelayer.__all__]",
}


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("--pictures", type=at_least_one, default=1000, metavar="N", help="how many (default 1000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        draw_pictures(Path(name), options.pictures)
        result = {**measure_command(Path(name)), **measure_parts(Path(name)), **measure_imports()}
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"{result['pictures']:,} pictures, `onelayer read --json`, {result['right']:.1%} right")
    print(f"a second                     {result['a_second']:8.1f}   (wanted ≥ {WANTED_A_SECOND})")
    print(f"a second of CPU time         {result['a_cpu_second']:8.1f}")
    print(
        f"CPU, finding the digit       {result['finding_ms']:8.2f} ms; network and verdict {result['rest_ms']:.2f} ms"
    )
    for name, seconds in result["import_seconds"].items():
        print(f"{name:29}{seconds:8.3f} s, {seconds / result['import_seconds']['base']:.2f} of the base")
    print(f"{'':29}(wanted ≤ {WANTED_RATIO} of the base)")
    return 0


def draw_pictures(folder: Path, count: int) -> None:
    """Draw the first digits of MNIST's training images into pictures, in a folder for each label."""
    train, random = load_mnist("train"), np.random.default_rng(0)
    for number in range(count):
        size = int(random.integers(80, 150))
        digit = Image.fromarray(255 - train.images[number]).resize((size, size), Image.Resampling.BICUBIC)
        page = Image.new("L", (SIDE, SIDE), 255)
        left, top = (int(each) for each in random.integers(0, SIDE - size, 2))
        page.paste(digit, (left, top))
        of_label = folder / str(train.labels[number])
        of_label.mkdir(exist_ok=True)
        page.convert("RGB").save(of_label / f"{number:05d}.{'jpg' if number % 2 else 'png'}")


def measure_command(folder: Path) -> dict[str, Any]:
    """Time the command, and count how many of its readings are right."""
    command = [sys.executable, "-m", "onelayer.command.main", "read", "--json", "--folder", "labels", str(folder)]
    cpu, started = os.times(), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    seconds, after = time.perf_counter() - started, os.times()
    cpu_seconds = after.children_user + after.children_system - cpu.children_user - cpu.children_system
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        "pictures": len(readings),
        "right": sum("digit" in each and each["digit"] == each["label"] for each in readings) / len(readings),
        "seconds": round(seconds, 2),
        "a_second": round(len(readings) / seconds, 1),
        "a_cpu_second": round(len(readings) / cpu_seconds, 1),
    }


def measure_parts(folder: Path) -> dict[str, float]:
    """CPU time, in milliseconds for a picture, of finding the digit and of all that follows."""
    network = load_shipped_network("more-hands").network
    contents, finding = clock(lambda: [found for path in folder.rglob("*.*") if (found := try_to_find(path))])
    _, rest = clock(lambda: read_contents(contents, network))
    return {"finding_ms": round(1000 * finding / len(contents), 2), "rest_ms": round(1000 * rest / len(contents), 2)}


def try_to_find(path: Path) -> Any:
    """The content of a picture; None if no digit is found in it."""
    try:
        return find_content(path)
    except ValueError:
        return None


def clock(work: Callable[[], Any]) -> tuple[Any, float]:
    """Do work. Returns what it returns, and the seconds of CPU time that it took."""
    started = time.process_time()
    done = work()
    return done, time.process_time() - started


def measure_imports() -> dict[str, dict[str, float]]:
    """CPU time in seconds that the imports take, each in a process of its own, by turns; medians."""
    seconds: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(ROUNDS):
        for name, code in IMPORTS.items():
            timed = f"import time; started = time.process_time(); {code}; print(time.process_time() - started)"
            seconds[name].append(float(subprocess.run([sys.executable, "-c", timed], stdout=subprocess.PIPE).stdout))
    return {"import_seconds": {name: round(statistics.median(taken), 3) for name, taken in seconds.items()}}


if __name__ == "__main__":
    sys.exit(main())
