"""Pages of plain text: help, accessibility, personal data."""
from __future__ import annotations

from flask import render_template

from ...accounts.actions import PRIVACY_VERSION
from ...gate import PUBLIC, open_to
from .blueprint import room


@room.route("/help")
@open_to(PUBLIC)
def help_page() -> str:
    """Everyone's help."""
    return render_template("public/help.html")


@room.route("/accessibility")
@open_to(PUBLIC)
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


@room.route("/privacy")
@open_to(PUBLIC)
def privacy() -> str:
    """How personal data are protected, in the version that people agree to."""
    return render_template("public/privacy.html", version=PRIVACY_VERSION)
