"""The workflow engine: cases move through states by rules, and every move is written down for good.

It knows neither the web nor the district: standard library and SQLAlchemy only. Definitions are data (``definition``,
``definitions``); what they name is registered by the rooms (``registry``); ``engine`` makes the moves in the caller's transaction.
"""
from __future__ import annotations

from .bulk import Batch
from .calendar import WorkingDays
from .context import SYSTEM, Actor, Context, Option, Step
from .definition import PREVIOUS, SAME, Deadline, State, Transition, Workflow, from_canonical
from .engine import Engine
from .refusals import KeyReused, MissingNames, NotFromHere, NotYours, Problem, Refused, SecondPersonNeeded, Stale, UnknownVersion, Unmet
from .registry import Registry

__all__ = [
    "PREVIOUS", "SAME", "SYSTEM", "Actor", "Batch", "Context", "Deadline", "Engine", "KeyReused", "MissingNames", "NotFromHere",
    "NotYours", "Option", "Problem", "Refused", "Registry", "SecondPersonNeeded", "Stale", "State", "Step", "Transition",
    "UnknownVersion", "Unmet", "Workflow", "WorkingDays", "from_canonical",
]
