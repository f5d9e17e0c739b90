"""The tables of the approval room, by matter; the rest of the house takes them from here."""
from .agreements import Agreement, Signature
from .notices import Appeal, Notice
from .panels import Panel, PanelMember
from .results import Verdict
from .reviews import Review, Score, ScoreDraft, ScoreSheet

__all__ = ["Agreement", "Appeal", "Notice", "Panel", "PanelMember", "Review", "Score", "ScoreDraft", "ScoreSheet", "Signature", "Verdict"]
