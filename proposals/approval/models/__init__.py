"""The tables of the approval room, by matter; the rest of the house takes them from here."""
from ..calling.models import Bid, BidLine, BidPicture, Call
from .agreements import Agreement, Signature
from .notices import Appeal, Notice
from .objections import NoticeHold, NoticeOffice, Objection, Succession, TipOff
from .panels import Panel, PanelMember
from .results import Verdict
from .reviews import Review, Score, ScoreDraft, ScoreSheet
from .tallying import Minutes, MinutesSignature, Ranking, ResultCap
from .scoring import PaperEntry, SpeakingLot, SpeakingPlace

__all__ = ["Agreement", "Appeal", "Bid", "BidLine", "BidPicture", "Call",
           "Minutes", "MinutesSignature", "Notice", "NoticeHold", "NoticeOffice", "Objection", "Panel", "PanelMember",
           "PaperEntry", "Ranking", "ResultCap", "Review", "Score", "ScoreDraft", "ScoreSheet", "Signature", "SpeakingLot", "SpeakingPlace",
           "Succession", "TipOff", "Verdict"]
