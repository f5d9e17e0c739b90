"""The blueprint of the public room; its views stand in the modules beside this one."""
from __future__ import annotations

from flask import Blueprint

room = Blueprint("public", __name__)
