"""Pages of plain text: help, accessibility, personal data; and what the outside may ask about the program's health."""
from __future__ import annotations

from flask import render_template

from ...accounts.actions import PRIVACY_VERSION
from ...gate import PUBLIC, open_to
from .blueprint import room


@room.get("/help")
@open_to(PUBLIC)
def help_page() -> str:
    """Everyone's help."""
    return render_template("public/help.html")


@room.get("/accessibility")
@open_to(PUBLIC)
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


@room.get("/privacy")
@open_to(PUBLIC)
def privacy() -> str:
    """How personal data are protected, in the version that people agree to."""
    return render_template("public/privacy.html", version=PRIVACY_VERSION)


@room.get("/data/")
@open_to(PUBLIC)
def open_data() -> str:
    """What anyone may download."""
    return render_template("public/open_data.html")
