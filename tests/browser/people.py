"""People at real browsers: they follow links, fill in forms and press buttons; every page that they meet is inspected once,
whichever walk meets it first: a second look at the same page in the same language, width and kind of browser shows nothing new.

Pages are told apart by address and shape, never by their words, so that the same steps work in every language.
With PICTURES=<folder> in the environment a picture of each inspected page is kept there.
"""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tests.cast import BY_NAME, PASSWORD
from tests.seeds import cookies

WIDTHS = (320, 390, 1280)
GOOD = (*range(200, 400), 409, 422)
SHAPE = """() => [...new Set([...document.querySelectorAll('h2, h3, legend, caption, .error-summary, [name]')]
  .map((one) => one.getAttribute('name')?.replace(/[0-9]+/g, '#') || one.tagName + '.' + one.className))].sort().join(' ')"""
PLAIN = """() => [document.title + document.body.innerText, document.querySelectorAll('h1').length, document.documentElement.lang, document.title]"""
WIDE = """(width) => {
  const crushed = [...document.querySelectorAll('td, table th')].filter((one) => !one.closest('.hidden-text') && one.innerText.trim().length > 3
    && one.getBoundingClientRect().width && one.clientWidth < 3.5 * parseFloat(getComputedStyle(one).fontSize)).map((one) => one.innerText);
  const wide = document.documentElement.scrollWidth;
  const wider = wide <= width ? [] : [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll, svg')).slice(0, 2).map((one) => one.outerHTML.slice(0, 100));
  return [wide, wider.join(' | '), crushed]; }"""
"""Asked in one question each: a question to the browser costs more than its answer."""


def press(page: Any, button: Any) -> Any:
    """Click a button or a link that leads to another page, and wait until that page is there; returns the server's answer.

    A bare click returns before the next page is there: whoever looks at once sees the old page, or none."""
    with page.expect_navigation() as answer:
        button.click()
    return answer.value


class Inspector:
    """Looks once at every page of one language and width, and remembers what is wrong; ``met`` is what earlier walks have looked at."""

    def __init__(self, app: Flask, faults: Callable[[Any], list[str]], *, language: str, width: int, met: dict[str, set[str]] | None = None) -> None:
        self.app = app
        self._routes = app.url_map.bind("localhost")
        self._faults = faults
        self.language, self.width = language, width
        self.met = {} if met is None else met
        self.wrong: list[str] = []

    def watch(self, page: Any) -> None:
        """Listen to what the browser itself complains of: script errors, broken content policy, failed requests."""
        page.on("console", lambda message: self._complain(page, message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._complain(page, str(error)))
        page.on("response", lambda answer: self._complain(page, f"{answer.status} {answer.url}") if answer.status not in GOOD else None)

    def _complain(self, page: Any, what: str) -> None:
        if not what.startswith("Failed to load resource"):  # the response says it better
            self.wrong.append(f"{urlsplit(page.url).path}: {what}")

    def look(self, page: Any) -> None:
        """Inspect the page unless one of this shape was met before."""
        path = urlsplit(page.url).path
        endpoint, values = self._routes.match(path, method=next(iter(self._routes.allowed_methods(path))))
        name = f"{endpoint} {values.get('step', '')}".strip()
        shape = page.evaluate(SHAPE)
        shapes = self.met.setdefault(name, set())
        if shape in shapes:
            return
        self._keep_picture(page, f"{name} {len(shapes) + 1}")
        wrong = [f"{name}: {fault}" for fault in (*self._plain(page), *self._wide(page), *self._faults(page))]
        self.wrong += wrong
        shapes |= set() if wrong else {shape}
        page.set_viewport_size({"width": self.width, "height": 800})

    def _plain(self, page: Any) -> list[str]:
        """A page has its language, one heading of the first rank, a title, and no raw placeholders."""
        text, heads, language, title = page.evaluate(PLAIN)
        found = [f"“{mark}” in the text" for mark in ("%(", "%%", "{{", "undefined", *(["None"] if self.language == "zh" else [])) if mark in text]
        found += [] if heads == 1 else ["not one h1"]
        found += [] if language == {"zh": "zh-Hans", "en": "en"}[self.language] else ["wrong language"]
        return found + ([] if title.partition(" - ")[0].strip() else ["no title"])

    def _wide(self, page: Any) -> list[str]:
        """Nothing runs out of the window, however narrow. The own width comes last, and stays."""
        found = []
        for width in sorted(WIDTHS, key=lambda width: width == self.width):
            page.set_viewport_size({"width": width, "height": 800})
            wide, wider, crushed = page.evaluate(WIDE, width)
            found += [f"{wide} wide in a window of {width}: {wider}"] if wide > width else []
            found += [f"crushed in a window of {width}: {text}" for text in crushed]
        return found

    def _keep_picture(self, page: Any, name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{self.language}-{self.width} {name.replace('.', '-')}.png", full_page=True)


class Person:
    """Somebody at a browser."""

    def __init__(self, page: Any, *, address: str, inspector: Inspector) -> None:
        self._page, self._address, self._inspector = page, address, inspector
        self._next = ""
        inspector.watch(page)

    @property
    def page(self) -> Any:
        """What this person has before their eyes, once they have come to where they were bound for."""
        return self.go(self._next)._page if self._next else self._page

    def bound_for(self, path: str) -> Person:
        """On the way to an address, unless they go elsewhere at once."""
        self._next = path
        return self

    @property
    def path(self) -> str:
        """Where this person is."""
        return urlsplit(self.page.url).path

    def go(self, path: str) -> Person:
        """Open an address."""
        self._next = ""
        self._page.goto(self._address + path)
        self._inspector.look(self._page)
        return self

    def follow(self, ending: str) -> Person:
        """Click the first link whose address ends so."""
        return self._click(f"a[href$='{ending}']:visible")

    def open(self, part: str) -> Person:
        """Click the first link of the page's own matter whose address holds this."""
        return self._click(f"main a[href*='{part}']:visible")

    def _click(self, selector: str) -> Person:
        links = self.page.locator(selector)
        assert links.count(), f"{self.path} has no {selector}: {self.page.locator('main').inner_text()}"
        press(self.page, links.first)
        self._inspector.look(self.page)
        return self

    def fill(self, form: Any, values: dict[str, Any]) -> None:
        """Fill in fields by name: text, choice, tick or file."""
        for name, value in values.items():
            field = form.locator(f"[name='{name}']")
            kind = field.first.evaluate("one => one.tagName == 'SELECT' ? 'select' : one.type")
            if kind == "select":
                field.select_option(value)
            elif kind in ("radio", "checkbox"):
                form.locator(f"label:has([name='{name}'][value='{value}'])").click() if kind == "radio" else field.first.check()
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(value)

    def send(self, values: dict[str, Any] | None = None, *, button: str = "[type=submit]", refused: int | None = None) -> Person:
        """Fill in the page's last form and press its first button; ``refused`` is the status when the answer should be no."""
        sheet = self.page.locator("form[method=post]").last
        self.fill(sheet, values or {})
        answer = press(self.page, sheet.locator(f"button{button}").first)
        self._inspector.look(self.page)
        assert answer.status == (refused or 200), f"{self.path}: {answer.status} {self.page.locator('.error-summary, .note').all_inner_texts()}"
        return self

    def move(self, case_id: int, name: str, **values: Any) -> Person:
        """Press a move's button on the page and make it."""
        return self.follow(f"/moves/{case_id}/{name}").send(values)

    def sees(self, *texts: str) -> None:
        """These words stand on the page."""
        shown = self.page.locator("body").inner_text()
        assert [text for text in texts if text not in shown] == [], f"{self.path}: {shown}"


class Company:
    """Everybody of one run: the same language, the same width."""

    def __init__(self, opened: Callable[..., Any], *, address: str, inspector: Inspector, script: bool) -> None:
        self._opened, self._address, self.inspector, self._script = opened, address, inspector, script
        self._present: dict[str, Person] = {}

    def anybody(self) -> Person:
        """A new person nobody knows."""
        page = self._opened(self.inspector.width, phone=self.inspector.width < 500, java_script_enabled=self._script)
        page.context.add_cookies([{"name": "lang", "value": self.inspector.language, "url": self._address}])
        return Person(page, address=self._address, inspector=self.inspector)

    def __call__(self, name: str) -> Person:
        """A member of the cast at their desk: who comes first signs in by name and password, the others have done so already."""
        if name in self._present:
            return self._present[name].bound_for("/desk")
        someone = self.anybody()
        if self._present:
            held = cookies(self.inspector.app, name=name)
            someone.page.context.add_cookies([{"name": key, "value": value, "url": self._address} for key, value in held.items()])
        else:
            someone.go("/sign-in").send({"name": BY_NAME[name].login, "password": PASSWORD})
        self._present[name] = someone
        return someone.go("/desk")
