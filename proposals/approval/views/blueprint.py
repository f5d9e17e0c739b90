"""The blueprint of the approval room; its views stand in the modules beside this one."""
from __future__ import annotations

from flask import Blueprint

room = Blueprint("approval", __name__, url_prefix="/approval")
