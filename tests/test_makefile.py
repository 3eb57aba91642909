"""`make help` lists what there is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_make_help_lists_every_command_with_what_it_does() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = re.findall(r"^  make (\S+) +\S", done.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(phony[1].split())


def test_make_bench_runs_every_bench() -> None:
    benches = [path for path in (ROOT / "bench").glob("*.py") if "\ndef main()" in path.read_text("utf-8")]
    assert len(benches) > 5
    for path in benches:
        assert f"bench/{path.name}" in MAKEFILE
