"""The time from the start of the process to the first prediction, compared with `import gradio` alone.

    python bench/startup.py [--rounds 5] [--json]

Each round starts `python app.py` on a free port and asks its public endpoint to read a drawing until it answers; then
it runs `python -c "import gradio"`. The results are medians. Wanted: a ratio of at most 2.
"""

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bench.options import at_least_one, bench_parser
from tools.served_app import ROOT, TIMEOUT, free_port

WANTED = 2.0
DRAWING = {"strokes": [[[0.5, 0.15], [0.5, 0.85]]]}


def ask(port: int) -> int | None:
    """Ask the app to read a drawing: the predicted digit, or None if the app does not answer yet."""
    address = f"http://127.0.0.1:{port}/gradio_api/call/read"
    request = urllib.request.Request(
        address, json.dumps({"data": [DRAWING, "upright"]}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            event = json.load(answer)["event_id"]
        with urllib.request.urlopen(f"{address}/{event}", timeout=10) as stream:
            for line in stream:
                if line.startswith(b"data: "):
                    digit = json.loads(line[6:])[0]["digit"]
                    assert isinstance(digit, int)
                    return digit
    except (urllib.error.URLError, ConnectionError):
        return None
    return None


def seconds_to_first_answer() -> float:
    """Measure the seconds from starting the app to its first prediction, then end it."""
    port = free_port()
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while ask(port) is None:
                if process.poll() is not None or time.perf_counter() - started > TIMEOUT:
                    raise SystemExit("The app did not answer.")
                time.sleep(0.02)
            return time.perf_counter() - started
        finally:
            process.terminate()


def seconds_to_import_gradio() -> float:
    """Measure the seconds for starting Python and importing Gradio."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import gradio"], cwd=ROOT, check=True)
    return time.perf_counter() - started


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("--rounds", type=at_least_one, default=5)
    options = parser.parse_args()
    seconds_to_first_answer(), seconds_to_import_gradio()  # not counted: reads the files from the disk
    pairs = [(seconds_to_first_answer(), seconds_to_import_gradio()) for _ in range(options.rounds)]
    answer, imported = (statistics.median(column) for column in zip(*pairs, strict=True))
    result = {
        "seconds": round(answer, 2),
        "import_gradio_seconds": round(imported, 2),
        "ratio": round(answer / imported, 2),
    }
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"process start → first prediction   {answer:5.2f} s")
    print(f"import gradio                      {imported:5.2f} s")
    print(f"ratio                              {result['ratio']:5.2f}   (wanted ≤ {WANTED:g})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
