"""The suite's own dealing: what shares something dear shares a process, and what lasts long begins first."""
import pytest

from tests import dealing

WALK = "tests/browser/test_{}.py::test_walk[{}-sqlite]"


def test_files_of_the_season_share_one_process():
    assert {dealing.scope_of(f"tests/journeys/test_{name}_2017.py::test_it[bean]") for name in ("season", "exports")} == {"season"}
    assert dealing.scope_of("tests/journeys/test_demonstration.py::test_it") == "tests/journeys/test_demonstration.py"


def test_readers_of_the_source_share_one_process():
    assert {dealing.scope_of(f"tests/house/test_{name}.py::test_it") for name in ("prose", "sizes", "start", "words")} == {"source"}
    assert dealing.scope_of("tests/house/test_wheel.py::test_it") == "tests/house/test_wheel.py"


def test_walks_of_one_language_and_width_share_one_process():
    assert {dealing.scope_of(WALK.format(name, "zh-390")) for name in ("journey", "spending")} == {"walks zh 390"}
    assert dealing.scope_of(WALK.format("journey", "en-1280-True")) == "walks en 1280"
    assert dealing.scope_of("tests/browser/test_look.py::test_axe_finds_nothing[390-zh]") == "tests/browser/test_look.py"


def test_tests_are_dealt_by_these_scopes(request, monkeypatch):
    remote = pytest.importorskip("xdist.remote")
    monkeypatch.setattr(request.config.option, "tx", ["popen", "popen"])
    monkeypatch.setattr(request.config.option, "loadscopereorder", True)
    dealer = request.config.pluginmanager.get_plugin("tests.dealing").pytest_xdist_make_scheduler(request.config, remote.Producer("dealing"))
    assert dealer._split_scope(WALK.format("journey", "zh-390")) == "walks zh 390"


def test_what_lasts_long_begins_first(request):
    order = [dealing.scope_of(item.nodeid) for item in request.session.items]
    long = {dealing.scope_of(item.nodeid) for item in request.session.items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    places = [scope not in long for scope in order]
    assert places == sorted(places)
