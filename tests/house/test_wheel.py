"""A built wheel, installed in an empty folder, carries everything: it plays the demonstration and serves it."""
import configparser
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.house.source import ROOT


def test_the_list_of_packages_is_complete():
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    folders = {".".join(file.relative_to(ROOT).parent.parts) for top in ("workflow", "proposals") for file in (ROOT / top).rglob("__init__.py")}
    assert set(setup["options"]["packages"].split()) == folders | {"proposals.templates"}


def run(folder, *command):
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDEN_IDEA", "PYTHON"))}
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel's own files in a folder of their own; the libraries come from this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run(folder, sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    wheel = next(folder.glob("golden_idea-*.whl"))
    run(folder, sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site"), str(wheel))
    return folder


def golden_idea(folder):
    start = "import sys; sys.path.insert(0, 'site'); import proposals; assert 'site' in proposals.__file__; from proposals.__main__ import main; main()"
    return [sys.executable, "-c", start]


@pytest.mark.slow
def test_the_wheel_plays_the_demonstration_and_serves_it(installed):
    out = run(installed, *golden_idea(installed), "demo", "--stage", "collection")
    assert "wang" in out
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*golden_idea(installed), "serve", "--port", str(port)], cwd=installed)
    try:
        pages = {path: fetch(f"http://127.0.0.1:{port}{path}") for path in ("/", "/ideas/?lang=en", "/static/app.css")}
    finally:
        server.terminate()
        assert server.wait(30) == 0
    assert "金点子" in pages["/"] and "</html>" in pages["/ideas/?lang=en"] and "--pine" in pages["/static/app.css"]


def fetch(url):
    for _try in range(100):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.2)
    raise TimeoutError(url)
