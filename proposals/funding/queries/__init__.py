"""What the money pages ask, by subject. Every figure is a sum over the ledger's accounts or transfers; nothing is added up in a template."""
from .agreement import Batch, Story, of_project, story
from .entries import Entries, Sums, around, by_month, entries, lines_of, movements, number_of, people, reversals, stream, sums, titles
from .months import planned
from .payments import SENDING, amount_of, due_tranches, existing, overdue, payments, waiting
from .projects import Line, Projects, commitments_asked, count_of, lines, totals, with_money
from .sources import BALANCE, REACHED, STAGES_SHOWN, Source, sources, tone_of
from .ways import WAYS

__all__ = ["BALANCE", "REACHED", "SENDING", "STAGES_SHOWN", "Batch", "Entries", "Line", "Projects", "Source", "Story", "Sums", "WAYS", "amount_of",
           "around", "by_month", "commitments_asked", "count_of", "due_tranches", "entries", "existing", "lines", "lines_of", "movements", "number_of",
           "of_project", "overdue", "payments", "people", "planned", "reversals", "sources", "story", "stream", "sums", "titles", "tone_of", "totals",
           "waiting", "with_money"]
