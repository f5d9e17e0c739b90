"""The tables of the approval room, by matter; the rest of the house takes them from here."""
from ..calling.models import Bid, BidLine, BidPicture, Call
from ..convening.models import Avoidance, Expert, PanelChange, PanelDraw, PanelStreet
from ..voting.models import Ballot, BallotChoice, BallotFile, ResidentVote, VoteCandidate, Voter
from .agreements import Agreement, Signature
from .notices import Appeal, Notice
from .objections import NoticeHold, NoticeOffice, Objection, ObjectionFile, Succession, TipOff
from .panels import Panel, PanelMember
from .results import Verdict
from .reviews import Review, Score, ScoreDraft, ScoreSheet
from .tallying import CapChange, Minutes, MinutesSignature, Ranking, ResultCap
from .scoring import PaperEntry, SpeakingLot, SpeakingPlace
from .signing import AgreementTemplate, SignedPage, SigningReminder

__all__ = ["Agreement", "AgreementTemplate", "Appeal", "Avoidance", "Ballot", "BallotChoice", "BallotFile", "Bid", "BidLine", "BidPicture", "Call",
           "CapChange", "Expert", "Minutes", "MinutesSignature", "Notice", "NoticeHold", "NoticeOffice", "Objection", "ObjectionFile", "Panel", "PanelChange",
           "PanelDraw", "PanelMember", "PanelStreet", "PaperEntry", "Ranking", "ResidentVote", "ResultCap", "Review", "Score", "ScoreDraft", "ScoreSheet",
           "Signature", "SignedPage", "SigningReminder", "SpeakingLot", "SpeakingPlace", "Succession", "TipOff", "Verdict", "VoteCandidate", "Voter"]
