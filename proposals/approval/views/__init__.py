"""The approval room's doors, by who stands before them."""
from __future__ import annotations

from ..voting import office as vote_office, views as voting
from . import (appeals, attachments, calling, calling_desk, deciding, desk, desk_appeals, desk_panels, desk_signing, drawing, handing, idea, judging, limits,
               meetings, minutes, objecting, offering, outcomes, panels, paper, pool, ranking, reconsidering, rubrics, scans, scores, sheets, signing, template,
               workbench)
from .blueprint import room

__all__ = ["appeals", "attachments", "calling", "calling_desk", "deciding", "desk", "desk_appeals", "desk_panels", "desk_signing", "drawing", "handing", "idea",
           "judging", "limits", "meetings", "minutes", "objecting", "offering", "outcomes", "panels", "paper", "pool", "ranking", "reconsidering", "room",
           "rubrics", "scans", "scores", "sheets", "signing", "template", "vote_office", "voting", "workbench"]
