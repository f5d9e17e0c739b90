"""What the approval room checks and does when a case moves; loading this enters everything in the registry."""
from __future__ import annotations

from .. import triggers
from . import appeals, deciding, panels, people, publishing, reviewing, signing

__all__ = ["appeals", "deciding", "panels", "people", "publishing", "reviewing", "signing", "triggers"]
