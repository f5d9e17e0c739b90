"""What changed in a season's limits."""
from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...paging import Page, page_of
from ..models import CapChange

SHOWN = 30


def changes(season_id: int, *, after: int | None, before: int | None) -> Page[CapChange]:
    """Every change of a limit, the latest first, with what it is of and whose it was; one statement."""
    query = select(CapChange).where(CapChange.season_id == season_id)
    named = query.options(joinedload(CapChange.street), joinedload(CapChange.category), joinedload(CapChange.by))
    return page_of(named, CapChange.id, after=after, before=before, rows=SHOWN)
