"""Templates: a title each, no inline style or script, no unescaped text."""
import re

from tests.house.source import ROOT, template_files

FRAGMENTS = ("parts", "timeline", "letters", "print", "panels")


def texts():
    return {str(file.relative_to(ROOT)): file.read_text() for file in template_files()}


def test_no_inline_style_script_or_handler():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)
    assert [name for name, text in texts().items() if inline.search(text)] == []


def test_nothing_is_marked_safe_but_our_own_drawings():
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false", re.I)
    assert [name for name, text in texts().items() if unsafe.search(text)] == []


def test_every_page_has_a_title():
    pages = {name: text for name, text in texts().items() if "{% extends" in text}
    titled = {name for name, text in pages.items() if "{% block title %}" in text}
    inherits = {name for name, text in pages.items() if any(f'extends "{parent.removeprefix("templates/")}"' in text for parent in titled)}
    frames = {name for name in pages if "/_" in name}
    assert sorted(set(pages) - titled - inherits - frames) == []


def test_every_template_is_a_page_or_a_fragment():
    strays = [name for name, text in texts().items() if "{% extends" not in text and "/base.html" not in name
              and not any(f"/{part}/" in name for part in FRAGMENTS) and "/_" not in name]
    assert strays == []


def test_every_form_that_posts_carries_its_hidden_fields():
    posts = re.compile(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", re.I | re.S)
    hidden = ("hidden_keys(", "hidden_tag(", "csrf_token")
    bare = [name for name, text in texts().items() for body in posts.findall(text) if not any(h in body for h in hidden)]
    assert bare == []
