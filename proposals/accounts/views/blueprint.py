"""The room's blueprint, and where somebody goes after signing in."""
from __future__ import annotations

import re

from flask import Blueprint, url_for

room = Blueprint("accounts", __name__)
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*\Z")
LONGEST_PATH = 512


def safe_path(wanted: str | None) -> str:
    """Where to go after signing in: the page asked for if it is one of ours, else the desk (safety.md §5.6: no foreign address passes)."""
    if wanted and len(wanted) <= LONGEST_PATH and OWN_PATH.match(wanted):
        return wanted
    return url_for("accounts.desk_page")
