"""The colours keep their promises: ratios are computed from app.css itself (WCAG 2.2: 4.5 for words, 3 for marks and borders)."""
import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "proposals/static"
CSS = (STATIC / "app.css").read_text("utf-8")
NORMAL = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", CSS.split("html[data-size=large]")[0]))
LARGE = NORMAL | dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", CSS.split("html[data-size=large] {")[1].split("}")[0]))
TONES = dict(re.findall(r"^\.(\w+) \{ --tone: (#[0-9A-F]{6})", CSS, re.MULTILINE))
WHITE = "#FFFFFF"

WORDS = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("surface", "paper", "sunken")]
WORDS += [(word, ground) for word in ("pine", "pine-d", "gold-d", "red", "green", "blue", "plum") for ground in ("surface", "paper")]
WORDS += [("pine-d", "pine-t"), ("gold-d", "gold-t"), ("red", "red-t"), ("green", "green-t"), ("blue", "blue-t"), ("plum", "plum-t")]
WORDS += [("ink", ground) for ground in ("pine-t", "gold-t", "red-t", "green-t", "blue-t", "gold", "gold-l")]
WORDS += [("surface", "pine"), ("surface", "pine-d"), ("on-band", "pine-d"), ("ink-3", "pine-t"), ("ink-2", "pine-t")]
MARKS = [("control", "surface"), ("control", "paper"), ("pine", "surface"), ("gold-d", "gold-t"), ("ink", "focus"), ("focus", "pine"), ("red", "surface")]


def brightness(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [NORMAL, LARGE], ids=["normal", "large"])
def test_words_can_be_read(tokens):
    ratios = {f"{word} on {ground}": contrast(tokens[word], tokens[ground]) for word, ground in WORDS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_marks_and_borders_can_be_seen():
    ratios = {f"{mark} on {ground}": contrast(NORMAL[mark], NORMAL[ground]) for mark, ground in MARKS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_charts_can_be_told_from_their_ground():
    assert sorted(TONES) == ["c1", "c2", "c3", "c4", "c5", "foundation", "treasury"]
    assert {name: tone for name, tone in TONES.items() if contrast(tone, WHITE) < 3} == {}


def test_gold_is_never_the_colour_of_words():
    assert contrast(NORMAL["gold"], WHITE) < 3, "gold is too pale for words, so no rule may use it so"
    assert re.findall(r"[^-]color: var\(--gold\)", CSS) == []


def test_every_token_that_is_used_exists():
    sheets = "".join(path.read_text("utf-8") for path in STATIC.glob("*.css"))
    assert set(re.findall(r"var\(--([\w-]+)\)", sheets)) - set(re.findall(r"--([\w-]+):", sheets)) == set()


def test_files_stay_light():
    assert len(gzip.compress(CSS.encode(), 9)) <= 8192
    assert len(CSS.splitlines()) <= 1200
    assert (STATIC / "app.js").stat().st_size <= 4096
