"""Everything is typed and says what it is; nothing is silenced or hidden."""
import ast
import re

from tests.house.source import ROOT, functions, nodes, python_files, trees


def untyped(function):
    arguments = function.node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    bare = [a.arg for a in named if a is not None and a.annotation is None and a.arg not in ("self", "cls")]
    return bare or function.node.returns is None


def test_every_function_is_typed():
    assert [f.place for f in functions("workflow", "proposals") if untyped(f)] == []


def test_every_module_says_what_it_is():
    files = (f for f in python_files("workflow", "proposals", "tests") if f.name != "__init__.py")
    assert [str(f.relative_to(ROOT)) for f in files if not ast.get_docstring(trees()[f])] == []


def test_every_public_function_says_what_it_does():
    """Functions inside functions are part of what holds them; WTForms' hooks keep the library's meaning."""
    hooks = re.compile(r"validate_|process_|__")
    public = (f for f in functions("workflow", "proposals") if not f.node.name.startswith("_") and not f.nested and not hooks.match(f.node.name))
    assert [f.place for f in public if not ast.get_docstring(f.node)] == []


def test_no_import_is_hidden_in_a_function():
    hidden = [f.place for f in functions("workflow", "proposals") for n in ast.walk(f.node) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert hidden == []


def broad(handler):
    names = [n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)] if handler.type else ["everything"]
    silent = all(isinstance(s, ast.Pass) for s in handler.body)
    reraises = any(isinstance(s, ast.Raise) for s in handler.body)
    return silent or ("everything" in names or "Exception" in names or "BaseException" in names) and not reraises


def test_no_error_is_swallowed():
    handlers = ((file, n) for file, n in nodes("workflow", "proposals") if isinstance(n, ast.ExceptHandler))
    assert [f"{file.relative_to(ROOT)}:{n.lineno}" for file, n in handlers if broad(n)] == []


def test_nothing_is_half_done():
    marks = re.compile(r"TODO|FIXME|XXX|NotImplementedError|mark\.(skip|xfail)\b|# noqa")
    own = "test_prose.py"
    found = [f"{file.relative_to(ROOT)}:{n}" for file in python_files("workflow", "proposals", "tests") if file.name != own
             for n, text in enumerate(file.read_text().splitlines(), 1) if marks.search(text)]
    assert found == []


def test_sql_is_never_built_from_strings():
    """No f-string reaches execute or text(): values are bound. DDL of fixed names is made in workflow.append_only and its like, not executed from requests."""
    calls = ((file, n) for file, n in nodes("proposals") if isinstance(n, ast.Call))
    reaching = ((file, n) for file, n in calls if getattr(n.func, "attr", getattr(n.func, "id", "")) in ("execute", "text", "scalar", "scalars"))
    built = [f"{file.relative_to(ROOT)}:{n.lineno}" for file, n in reaching if any(isinstance(a, ast.JoinedStr) for a in n.args)]
    assert built == []
