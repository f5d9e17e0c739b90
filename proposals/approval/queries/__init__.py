"""What the approval room's pages ask, and what other rooms may ask of it. Nobody's sealed score is in any answer but its judge's own."""
from __future__ import annotations

from .appeals import appeal_case, appeals, open_appeal_of
from .deciding import Board, Place, Standing, board, judges_of, standing, standings
from .judging import Onward, QueueItem, onward, own_review, queue
from .panels import candidates, panel, panels, seasons, streets
from .results import Result, result
from .signing import agreement, own_signature, pages_of, presented_to, requested_of, signature, unsigned_by
from .workbench import readable, sieves, unsigned, workbench

__all__ = ["Board", "Onward", "Place", "QueueItem", "Result", "Standing", "agreement", "appeal_case", "appeals", "board", "candidates", "judges_of", "onward",
           "open_appeal_of", "own_review", "own_signature", "pages_of", "panel", "panels", "presented_to", "queue", "readable", "requested_of",
           "result", "seasons", "sieves", "signature", "standing", "standings", "streets", "unsigned", "unsigned_by", "workbench"]
