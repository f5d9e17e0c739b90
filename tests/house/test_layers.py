"""Who may know whom: the import contracts of setup.cfg, and the order inside a room."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

from proposals.rooms import ROOMS
from tests.house.source import ROOT, python_files

ORDER = ("models", "rules", "queries", "actions", "forms", "views")
REQUEST = {"flask", "flask_login", "flask_wtf", "wtforms", "werkzeug"}


def test_the_import_contracts_hold():
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--config", "setup.cfg", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def part(file, room):
    return file.relative_to(ROOT / "proposals" / room).parts[0].removesuffix(".py")


def imported(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0, ()) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level, tuple(alias.name for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_inside_a_room_views_know_actions_and_never_back(room):
    wrong = []
    for file in (f for f in python_files(f"proposals/{room}") if part(f, room) in ORDER):
        depth = len(file.relative_to(ROOT / "proposals" / room).parts)
        for module, level, names in imported(file):
            known = {name for name in (*module.split(".")[:1], *(names if not module else ())) if level == depth and name in ORDER}
            wrong += [f"{file.relative_to(ROOT)} knows {name}" for name in known if ORDER.index(name) > ORDER.index(part(file, room))]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_actions_queries_rules_and_models_never_see_the_request(room):
    files = [f for f in python_files(f"proposals/{room}") if part(f, room) in ("models", "rules", "queries", "actions")]
    allowed = {("flask_babel", "lazy_gettext"), ("flask_login", "UserMixin")}
    seen = [f"{f.relative_to(ROOT)}: {m} {n}" for f in files for m, level, names in imported(f) for n in names or ("",)
            if level == 0 and m.split(".")[0] in REQUEST and (m, n) not in allowed]
    assert seen == []
