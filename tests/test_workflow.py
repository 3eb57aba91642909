"""What GitHub runs for a fork: what it names is there."""

import os
import re
import tomllib
from typing import Any

import pytest
import yaml
from huggingface_hub import metadata_load
from packaging.specifiers import SpecifierSet

from tools.deploy_space import ROOT

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test-and-deploy.yml").read_text("utf-8"))
STEPS: dict[str, list[dict[str, Any]]] = {name: job["steps"] for name, job in WORKFLOW["jobs"].items()}
COMMANDS = {name: [step["run"] for step in steps if "run" in step] for name, steps in STEPS.items()}


def test_every_change_is_tested_and_only_what_is_on_main_is_deployed_after_that() -> None:
    assert set(WORKFLOW[True]) == {"push", "pull_request", "schedule"}  # YAML reads the word `on` as true
    assert COMMANDS["test"] == [".ci/run"]
    deploy = WORKFLOW["jobs"]["deploy"]
    assert deploy["needs"] == "test"
    assert "github.event_name == 'push' && github.ref == 'refs/heads/main'" in deploy["if"]


def test_what_takes_long_is_tested_every_night() -> None:
    assert WORKFLOW["jobs"]["test-long"]["if"] == "github.event_name == 'schedule'"
    assert COMMANDS["test-long"] == [".ci/run test-long"]
    assert "if" not in WORKFLOW["jobs"]["test"], "the other tests run every night too"


def test_a_fork_without_a_token_or_a_space_deploys_nothing() -> None:
    deploy = WORKFLOW["jobs"]["deploy"]
    assert "vars.SPACE != ''" in deploy["if"]
    assert "secrets.HF_TOKEN" in deploy["env"]["HF_TOKEN"]
    assert all(step["if"] == "env.HF_TOKEN != ''" for step in STEPS["deploy"] if "run" in step)


@pytest.mark.parametrize("command", [command for commands in COMMANDS.values() for command in commands])
def test_what_a_command_names_is_there(command: str) -> None:
    files = re.findall(r"[\w.]*/[\w./]+|\w+\.(?:txt|py)", command)
    assert files
    for name in files:
        assert (ROOT / name).is_file()
    if command.split()[0] == files[0]:
        assert os.access(ROOT / files[0], os.X_OK)


def test_it_tests_every_python_that_the_package_claims_and_deploys_with_that_of_a_space() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    claimed = [f"3.{minor}" for minor in range(30) if f"3.{minor}" in SpecifierSet(project["requires-python"])]
    assert WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python-version"] == claimed
    versions = {
        step["with"]["python-version"] for steps in STEPS.values() for step in steps if "setup-python" in str(step)
    }
    space = metadata_load(ROOT / "README.md") or {}
    assert versions == {"${{ matrix.python-version }}", space["python_version"]}


def test_updates_are_looked_for_wherever_versions_are_pinned() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "npm", "github-actions"}
