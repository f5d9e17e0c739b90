"""What the approval room's pages ask, and what other rooms may ask of it. Nobody's sealed score is in any answer but its judge's own."""
from __future__ import annotations

from .appeals import appeal_case, appeals, open_appeal_of
from .deciding import Board, Place, Standing, board, judges_of, standing, standings
from .judging import QueueItem, own_review, own_sheet, queue, research
from .notices import notice, notice_numbered, notices
from .panels import candidates, panel, panels, seasons, streets
from .results import Result, result
from .signing import agreement, agreements, own_signature, requested_of

__all__ = ["Board", "Place", "QueueItem", "Result", "Standing", "agreement", "agreements", "appeal_case", "appeals", "board", "candidates",
           "judges_of", "notice", "notice_numbered", "notices", "open_appeal_of", "own_review", "own_sheet", "own_signature", "panel", "panels",
           "queue", "requested_of", "research", "result", "seasons", "standing", "standings", "streets"]
