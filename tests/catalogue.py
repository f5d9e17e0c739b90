"""Gathers the words of the program and compiles the English catalogue: ``make words``."""
from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "proposals" / "translations" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "S": (2,), "T": (2,), "titled": None}


def extract() -> Catalog:
    """Every message in the source."""
    found = Catalog(locale="en", project="Golden Idea", fuzzy=False)
    for folder in ("proposals", "workflow", "templates"):
        methods = [("**.html", "jinja2")] if folder == "templates" else [("**.py", "python")]
        options = {"**.html": {"trimmed": "true", "silent": "false"}}
        for file, line, message, comments, context in extract_from_dir(str(ROOT / folder), methods, options, KEYWORDS):
            found.add(message, None, [(f"{folder}/{file}", line)], auto_comments=comments, context=context)
    return found


def placeholders(text: str) -> list[str]:
    """The ``%(name)s`` of a message, sorted."""
    return sorted(set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)))


def update() -> int:
    """Bring the catalogue up to date and compile it; returns how many messages still lack English."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    english = read_po(io.BytesIO(PO.read_bytes()), locale="en") if PO.exists() else Catalog(locale="en", project="Golden Idea", fuzzy=False)
    english.update(extract(), no_fuzzy_matching=True)
    english.obsolete.clear()
    with PO.open("wb") as out:
        write_po(out, english, width=160, no_location=True, omit_header=False, sort_output=True)
    with MO.open("wb") as out:
        write_mo(out, read_po(io.BytesIO(PO.read_bytes())))
    return sum(1 for message in english if message.id and not message.string)


if __name__ == "__main__":
    print(f"{update()} messages without English in {PO.relative_to(ROOT)}")
