"""The README tells the truth: its commands run, its table of moves is the code's, its words are the program's."""
import re
import subprocess
import sys

import pytest

from proposals.commands.machines import FORMATS, MACHINES, as_table
from tests.house.source import ROOT

README = (ROOT / "README.md").read_text()


def between(start, end):
    return README.split(start)[1].split(end)[0].strip()


def test_the_table_of_moves_is_the_codes():
    assert between("<!-- moves -->", "<!-- /moves -->") == as_table(MACHINES["proposal"]).strip()


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) - targets == set()


def commands(app):
    names = set()
    for name in app.cli.list_commands(None):
        command = app.cli.get_command(None, name)
        names |= {name, *(f"{name} {inner}" for inner in getattr(command, "commands", {}))}
    return names


def test_every_command_named_exists(app):
    named = set(re.findall(r"`golden-idea ([a-z]+(?: (?:replay|migrate|add))?)", README))
    assert named - commands(app) == set()


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("machine", sorted(MACHINES))
def test_every_machine_is_printed_in_every_format(app, machine, form):
    answer = app.test_cli_runner().invoke(args=["moves", "--machine", machine, "--format", form])
    assert (answer.exit_code, MACHINES[machine].initial in answer.output) == (0, True)


def test_the_rooms_on_the_map_are_the_rooms():
    on_the_map = set(re.findall(r"^\| `proposals/([a-z]+)` \|", README, re.M))
    folders = {f.parent.name for f in (ROOT / "proposals").glob("*/__init__.py")}
    assert on_the_map == folders - {"words", "commands", "migrations"}


@pytest.mark.slow
def test_the_installed_command_answers():
    run = subprocess.run([sys.executable, "-m", "proposals", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0 and "season" in run.stdout
