"""A worker that answers ordinary pages holds nothing of what few pages need, and a list of commands loads none of them."""
import ast
import subprocess
import sys
from importlib.util import find_spec

import pytest

from proposals import create_app
from proposals.commands import MODULES, WHERE
from tests.house.source import ROOT, nodes

HEAVY = {"numpy", "scipy", "opencc", "openpyxl", "typst", "PIL", "segno", "alembic", "mako", "pygments", "apscheduler", "flask_assets", "webassets",
         "psycopg", "pytest", "hypothesis"}
SERVED = """
import sys
from proposals import create_app
app = create_app({"DATABASE_URL": sys.argv[1], "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
visitor = app.test_client()
print(*(visitor.get(page).status_code for page in ("/", "/ideas/", "/help", "/sign-in", "/?lang=en")))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
print(*sorted(name for name in sys.modules if name.startswith(("proposals.commands.", "proposals.demonstration", "proposals.integrity"))))
"""
LISTED = "import sys; from proposals.__main__ import main; main(['--help'], standalone_mode=False); print(*sys.modules, file=sys.stderr)"


def asked(code, *words):
    return subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_worker_that_answered_pages_holds_nothing_heavy(seeded_url):
    pages, packages, ours = asked(SERVED, seeded_url).stdout.splitlines()
    assert (pages, set(packages.split()) & HEAVY, ours) == ("200 200 200 200 200", set(), "")


def test_the_list_of_commands_loads_no_room():
    run = asked(LISTED)
    assert all(f"  {name} " in run.stdout for names in WHERE.values() for name in names)
    assert not {"sqlalchemy", "flask_wtf", "proposals.application", "proposals.storage"} & set(run.stderr.split())


def test_every_command_is_listed_where_it_stands():
    assert {module: {command.name for command in load().COMMANDS} for module, load in MODULES.items()} == {module: set(WHERE[module]) for module in WHERE}


def late_names():
    for file, node in nodes("proposals"):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late" and isinstance(node.args[0], ast.Constant):
            yield ".".join(file.relative_to(ROOT).with_suffix("").parts), node.args[0].value


def test_no_loader_has_the_name_of_what_it_loads():
    """Once loaded, a module takes that name in its package: the second call would call the module."""
    kept = ((file, node) for file, node in nodes("proposals") if file.name == "__init__.py" and isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "late")
    assert [f"{file}: {target}" for file, node in kept for target in map(ast.unparse, node.targets)
            if ".".join((*file.relative_to(ROOT).parent.parts, target)) == node.value.args[0].value] == []


def test_what_is_loaded_late_is_there_and_is_the_rooms_own_or_nobodys():
    known = list(late_names())
    assert [name for _where, name in known if find_spec(name) is None] == []
    back = [f"{where} knows {name}" for where, name in known if name.startswith("proposals.") and name.split(".")[1] != where.split(".")[1]]
    assert back == ["proposals.__init__ knows proposals.application", "proposals.commands.house knows proposals.integrity"]


@pytest.fixture
def started(seeded_url, tmp_path, monkeypatch):
    monkeypatch.setenv("GOLDEN_IDEA_INSTANCE", str(tmp_path))
    return lambda: create_app({"DATABASE_URL": seeded_url, "CLOCK": False, "SECRET_KEY": "a secret of the tests"})


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_templates_are_compiled_once_for_an_installation(started, tmp_path):
    earlier = tmp_path / "compiled" / "earlier"
    earlier.mkdir(parents=True)
    assert started().test_client().get("/help").status_code == 200
    assert not earlier.exists()
    app = started()
    app.jinja_env.compile = lambda *_asked: pytest.fail("compiled again")
    assert app.test_client().get("/help").status_code == 200


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_where_nothing_can_be_kept_pages_are_answered_all_the_same(started, tmp_path):
    (tmp_path / "compiled").write_text("not a folder")
    assert started().test_client().get("/help").status_code == 200
