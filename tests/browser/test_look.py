"""The look itself, on the living sample: nothing axe complains of, nothing wider than a phone, targets for thumbs, keys for judges."""
import re
from pathlib import Path

import pytest

from tests.browser.people import press
from tests.browser.sample.pages import PAGES, make

pytestmark = pytest.mark.browser
RESIDENT = ("home", "ideas", "idea", "question", "parts", "check", "done", "signin", "notice")
TOO_SMALL = """(least) => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((one) => { const box = one.getBoundingClientRect(); return box.width && !one.closest('.skip, .hidden-text, p, .timeline, h2') })
  .map((one) => [one, (one.closest('label') || one).getBoundingClientRect()])
  .filter(([one, box]) => box.height < least - .5 || box.width < least - .5)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(scope="module")
def sample(served):
    """The address of the sample, served while this file runs."""
    with served(make()) as address:
        yield address


def test_a_fault_is_found(page, faults):
    opened = page(390, phone=True)
    opened.set_content("<!doctype html><html lang=zh-Hans><title>灯</title><main><h1>灯</h1><img src='data:,'></main>")
    assert [fault.partition(":")[0] for fault in faults(opened)] == ["image-alt"]


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_axe_finds_nothing(page, faults, sample, width, language):
    sheet, found = page(width, phone=width < 500), {}
    for name in PAGES:
        sheet.goto(f"{sample}/{name}?lang={language}")
        found |= {name: wrong for wrong in [faults(sheet)] if wrong}
    assert found == {}


def test_axe_finds_nothing_in_large_type_nor_after_errors(page, faults, sample):
    sheet, found = page(390, phone=True), {}
    for name in ("home", "question", "parts", "check", "scoring", "money"):
        sheet.goto(f"{sample}/{name}?size=large")
        found |= {f"{name} large": wrong for wrong in [faults(sheet)] if wrong}
    for name in ("question", "parts", "check", "signin", "settings"):
        sheet.goto(f"{sample}/{name}")
        press(sheet, sheet.locator("form[method=post] button[type=submit]").first)
        found |= {f"{name} errors": wrong for wrong in [faults(sheet)] if wrong}
    assert found == {}


@pytest.mark.parametrize("look", ["lang=zh", "lang=en", "size=large", "lang=en&size=large"])
def test_nothing_is_wider_than_the_narrowest_phone(page, sample, look):
    sheet, wide = page(320, phone=True), {}
    for name in PAGES:
        sheet.goto(f"{sample}/{name}?{look}")
        wide |= {name: width for width in [sheet.evaluate("document.documentElement.scrollWidth")] if width > 320}
    assert wide == {}


@pytest.mark.parametrize(("look", "least"), [("lang=zh", 44), ("size=large", 60)])
def test_residents_hit_every_target_with_a_thumb(page, sample, look, least):
    sheet, small = page(390, phone=True), {}
    for name in RESIDENT:
        sheet.goto(f"{sample}/{name}?{look}")
        small |= {name: found for found in [sheet.evaluate(TOO_SMALL, least)] if found}
    assert small == {}


def test_after_errors_focus_is_on_the_summary_and_its_links_lead_to_the_fields(page, sample):
    sheet = page(390, phone=True)
    sheet.goto(f"{sample}/parts")
    press(sheet, sheet.get_by_role("button", name="提交"))
    sheet.locator(".error-summary:focus").wait_for()
    assert sheet.title().startswith("错误：")
    targets = sheet.locator(".error-summary a").evaluate_all("links => links.map(link => document.querySelector(link.hash)?.name)")
    assert targets == ["problem", "title", "people", "consent"]


def test_a_judge_scores_with_five_keys(page, sample):
    sheet = page(1280, phone=False)
    sheet.goto(f"{sample}/scoring")
    sheet.locator("input[name=need]").first.focus()
    for key in "54435":
        sheet.keyboard.press(key)
    chosen = sheet.locator(".criterion :checked").evaluate_all("radios => radios.map(radio => radio.value).join('')")
    assert chosen == "54435"
    assert sheet.evaluate("document.activeElement.id") == "comment"
    sheet.keyboard.press("5")
    assert sheet.locator("#comment").input_value() == "5"


def test_the_count_says_what_is_left(page, sample):
    sheet = page(390, phone=True)
    sheet.goto(f"{sample}/question")
    sheet.locator("textarea").fill("楼道没有扶手")
    sheet.get_by_text("还可以写 494 字").wait_for()


def test_every_page_works_without_script(page, sample):
    sheet = page(390, phone=True, java_script_enabled=False)
    sheet.goto(f"{sample}/question")
    press(sheet, sheet.get_by_role("button", name="保存并继续"))
    assert sheet.get_by_role("alert").inner_text().startswith("有 4 处需要修改")


def test_the_sample_breaks_no_content_policy(page, sample):
    sheet, complaints = page(390, phone=True), []
    sheet.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for name in set(PAGES) - {"missing", "refusal"}:
        sheet.goto(f"{sample}/{name}")
    assert complaints == []


def test_sample_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=|<script(?! src)|\son\w+=")
    assert [path.name for path in Path(__file__).parent.glob("sample/**/*.html") if inline.search(path.read_text("utf-8"))] == []


def test_whoever_clicks_here_waits_for_the_next_page():
    bare = {path.name: path.read_text("utf-8").count(".click()") for path in Path(__file__).parent.glob("*.py") if path != Path(__file__)}
    assert {name: clicks for name, clicks in bare.items() if clicks} == {"people.py": 2}, "press(page, button) waits; a bare click does not"
