"""What pages ask about ideas. Each question has a fixed number of statements, whatever the season holds."""
from __future__ import annotations

from .fates import FATES, Fate, Funnel, fate, funnel
from .lists import LIVE, Filters, by_receipt, idea, photos, queue, referrals, replies, resemblances, searched, staff_list
from .places import categories, communities, community_choices, open_season, streets_of
from .story import Entry, Kin, due_us, lineage, timeline

__all__ = ["FATES", "LIVE", "Entry", "Fate", "Filters", "Funnel", "Kin", "by_receipt", "categories", "communities", "community_choices", "due_us", "fate",
           "funnel", "idea", "lineage", "open_season", "photos", "queue", "referrals", "replies", "resemblances", "searched", "staff_list", "streets_of",
           "timeline"]
