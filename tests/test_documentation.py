"""Every block of code in the README and in docs/ does what it says, as it is written, in a folder with some pictures.

A block that must not be run has a comment before it that says why: <!-- not run: why -->. A block without a language
is a figure.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from onelayer.assets import ASSETS
from onelayer.data.drawings_file import format_drawings
from onelayer.data.mnist import load_mnist
from tests.hands import stubborn_hand
from tests.support.own_thread import in_own_thread
from tests.support.paper import on_paper
from tools.served_app import served_app

ROOT = ASSETS.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ADDRESS = "http://127.0.0.1:7860/"
BLOCK = re.compile(r"^(?:<!-- not run: (?P<why>[^\n]+?) -->\n)?```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S)
RUN = {"python": "python {}", "sh": "sh -e {}", "javascript": "node {}"}
ENDINGS = {"python": "py", "sh": "sh", "javascript": "mjs"}
COMMAND = re.compile(r"^(?:make|python3?|pip|npm|npx|curl|onelayer|docker|\.venv/\S+) ", re.M)


@dataclass(frozen=True)
class Block:
    """A block of code.

    Attributes:
        place: page and line.
        why: it must not be run; empty if it must.
    """

    place: str
    language: str
    code: str
    why: str


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(f"{page.name}:{line}", found["language"], found["code"], found["why"] or "")


BLOCKS = [block for page in PAGES for block in blocks_of(page)]


def blocks_in(*languages: str) -> list[object]:
    chosen = [block for block in BLOCKS if block.language in languages and not block.why]
    return [pytest.param(block, id=block.place) for block in chosen]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the app is served."""
    with served_app() as (address, _):
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With the files that the blocks name, and the modules of JavaScript that they import."""
    test = load_mnist("test")
    for name, label in (("seven.jpg", 7), ("three.png", 3)):
        on_paper(test.images[np.argmax(test.labels == label)], left=60, top=30).save(tmp_path / name)
    (tmp_path / "drawings.jsonl").write_bytes(format_drawings(stubborn_hand(2)))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


@pytest.fixture(scope="module")
def path_of_commands(tmp_path_factory: pytest.TempPathFactory) -> str:
    """PATH with `python` and `onelayer`, as they are in an activated venv."""
    folder = tmp_path_factory.mktemp("bin")
    for name, module in (("python", ""), ("python3", ""), ("onelayer", "-m onelayer.command.main ")):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.slow
@pytest.mark.parametrize("block", blocks_in(*RUN))
def test_a_block_runs(block: Block, address: str, folder: Path, path_of_commands: str) -> None:
    file = folder / f"block.{ENDINGS[block.language]}"
    file.write_text(block.code.replace(ADDRESS, address).replace(ADDRESS.rstrip("/"), address.rstrip("/")), "utf-8")
    environment = {**os.environ, "PATH": path_of_commands, "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1"}
    command = RUN[block.language].format(file.name).split()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{block.place}:\n{done.stdout}\n{done.stderr}"
    for said in re.findall(r"print\(.*\)  # (\d.*)$", block.code, re.M):
        assert said in done.stdout, f"{block.place} says that it prints {said}, and prints:\n{done.stdout}"


@pytest.mark.slow
@pytest.mark.parametrize("block", blocks_in("json"))
def test_an_assistants_configuration_leads_to_the_tools(block: Block, address: str) -> None:
    async def tools_at(url: str) -> set[str]:
        async with streamable_http_client(url) as (answers, questions, _), ClientSession(answers, questions) as session:
            await session.initialize()
            return {tool.name for tool in (await session.list_tools()).tools}

    for server in json.loads(block.code.replace(ADDRESS, address))["mcpServers"].values():
        names = in_own_thread(lambda url=server["url"]: asyncio.run(tools_at(url)))  # type: ignore[misc]
        assert "read_picture" in names


def test_each_block_is_run_or_says_why_it_is_not() -> None:
    assert {block.language for block in BLOCKS} <= {*RUN, "json", ""}
    for block in BLOCKS:
        assert block.language or not block.why, f"{block.place}: a figure is never run"
        assert block.language or not COMMAND.search(block.code), f"{block.place} has commands: name its language"
    reasons = sum(page.read_text("utf-8").count("<!-- not run") for page in PAGES)
    assert reasons == sum(bool(block.why) for block in BLOCKS), "A reason stands right before its block, on one line"


def test_no_block_is_missed() -> None:
    fences = sum(len(re.findall(r"^\s*```", page.read_text("utf-8"), re.M)) for page in PAGES)
    assert fences == 2 * len(BLOCKS)
    assert {"python", "sh", "javascript", "json"} <= {block.language for block in BLOCKS}
