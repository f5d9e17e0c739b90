"""What pages ask about ideas. Each question has a fixed number of statements, whatever the season holds."""
from __future__ import annotations

from .fates import BEFORE_REVIEW, FATES, MADE_OF_OTHERS, Fate, Funnel, fate, funnel
from .lists import LIVE, Filters, Line, by_receipt, idea, photos, replies, resemblances, searched, staff_list
from .places import categories, communities, community_choices, groups_now, open_season, streets_of
from .families import Kin, Kindred, Link, Relative, kindred, lineage, next_to
from .story import LONGEST, Entry, due_of, due_us, timeline

__all__ = ["BEFORE_REVIEW", "FATES", "LIVE", "LONGEST", "MADE_OF_OTHERS", "Entry", "Fate", "Filters", "Funnel", "Kin", "Kindred", "Line", "Link", "Relative",
           "by_receipt", "categories", "communities", "community_choices", "due_of", "due_us", "fate", "funnel", "groups_now", "idea", "kindred", "lineage",
           "next_to", "open_season", "photos", "replies", "resemblances", "searched", "staff_list", "streets_of", "timeline"]
