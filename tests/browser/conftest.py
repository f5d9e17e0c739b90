"""A real Chromium for the browser tests: one browser a session, a fresh page for each look, Chinese fonts from a pip package.

Without Chromium every test here is skipped, and says so. Its headless shell is taken where it is installed: the same engine without the
windows that nobody sees, at two thirds of the price."""
import importlib.util
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none"]
# The address bar's pop-up is a page of its own in every window, and costs more than ours. The last such switch counts, so it repeats Playwright's.
PLAYWRIGHTS = ("AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
               "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
               "ThirdPartyStoragePartitioning")
SWITCHES.append(f"--disable-features={PLAYWRIGHTS},AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup")
PATIENCE_MS = 120_000  # how long a busy machine may take over one step; nobody waits longer than needed
VIOLATIONS = """(rules) => axe.run(rules).then((found) =>
  found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`)))"""
"""Only what is wrong comes back: to hand over everything that is right costs a third of the look."""
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


class Quiet(WSGIRequestHandler):
    """A server that does not write down every request."""

    def log_request(self, code="-", size="-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which Chromium finds a Chinese font even on a machine that has none."""
    found = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    folder = Path(found.origin).parent if found and found.origin else Path("/nowhere")
    path = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    path.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                    f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>')
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


@pytest.fixture(scope="session")
def browser(fonts: dict[str, str]) -> Iterator[object]:
    """One Chromium for the whole session."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: browser tests not run (install it, or set CHROMIUM)")
    from playwright.sync_api import sync_playwright  # here, so that the suite loads without the test extra's browser part
    with sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, env=fonts, timeout=PATIENCE_MS)
        yield running
        running.close()


@pytest.fixture
def page(browser) -> Iterator[Callable[..., object]]:
    """Open pages: ``page(width, phone=True, **context)``; all are closed after the test."""
    contexts = []

    def opened(width: int, *, phone: bool, **context: object) -> object:
        height = 844 if phone else 800
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone, locale="zh-CN", **context))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def served() -> Callable[..., object]:
    """``with served(app) as address:`` runs a Flask application on a free port for as long as needed."""

    @contextmanager
    def run(app) -> Iterator[str]:
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    return run


@pytest.fixture(scope="session")
def met() -> dict[tuple[str, int, bool], dict[str, set[str]]]:
    """The pages that walks have found nothing wrong with, by language, width, and whether scripts ran."""
    return defaultdict(dict)


@pytest.fixture(scope="session")
def faults() -> Callable[[object], list[str]]:
    """``faults(page)``: what axe finds wrong on the page, one line each; none is the only good answer.

    The window is made as tall as the page first: otherwise axe takes what a sticky bar covers at this moment for too small a target."""
    from axe_playwright_python.sync_playwright import Axe  # see above
    axe = Axe().axe_script

    def found(page) -> list[str]:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": page.evaluate("Math.max(600, document.documentElement.scrollHeight)")})
        page.evaluate(axe)
        return page.evaluate(VIOLATIONS, RULES)

    return found
