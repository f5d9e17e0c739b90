"""Sizes and shapes of style.md §3.1: no file, function, view, template or test grows a tail."""
import ast
import subprocess
import sys

from tests.house.source import ROOT, functions, python_files, template_files


def longer(files, limit):
    return [f"{file.relative_to(ROOT)}: {n}" for file in files if (n := len(file.read_text().splitlines())) > limit]


def is_view(function):
    return any(isinstance(d, ast.Call) and getattr(d.func, "attr", "") == "route" for d in function.node.decorator_list)


def test_no_file_is_longer_than_300_lines():
    assert longer(python_files("workflow", "proposals", "tests"), 300) == []


def test_no_template_is_longer_than_80_lines():
    assert longer(template_files(), 80) == []


def test_no_function_is_longer_than_40_lines():
    assert [f.place for f in functions("workflow", "proposals") if f.lines > 40] == []


def test_no_view_is_longer_than_15_lines():
    def own_lines(f):
        return f.lines - len(ast.get_docstring(f.node).splitlines())

    assert [f.place for f in functions("proposals") if is_view(f) and own_lines(f) > 15] == []


def test_no_test_is_longer_than_25_lines():
    assert [f.place for f in functions("tests") if f.node.name.startswith("test_") and f.lines > 25] == []


def test_complexity_stays_at_8_and_the_linter_is_content():
    run = subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "workflow", "proposals", "tests"],
                         cwd=ROOT, capture_output=True, text=True)
    assert run.stdout + run.stderr == ""


def test_no_line_is_longer_than_160_characters():
    files = [file for file in python_files("workflow", "proposals", "tests") if "migrations" not in file.parts]
    assert [f"{file.relative_to(ROOT)}:{n}" for file in files for n, line in enumerate(file.read_text().splitlines(), 1) if len(line) > 160] == []


def test_no_junk_drawers():
    names = {"utils", "util", "helpers", "helper", "common", "misc", "services", "base"}
    assert [str(f.relative_to(ROOT)) for f in python_files("workflow", "proposals", "tests") if names & {f.stem, *f.relative_to(ROOT).parts}] == []
