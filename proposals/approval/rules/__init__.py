"""What the approval room checks and does when a case moves; loading this enters everything in the registry."""
from __future__ import annotations

from .. import triggers
from ..calling import rules as calling
from ..convening import keeping, telling
from ..voting import forgetting
from . import appeals, caps, deciding, objections, panels, people, publishing, reading, reserves, reviewing, settled, signing

__all__ = ["appeals", "caps", "calling", "deciding", "forgetting", "keeping", "objections", "panels", "people", "publishing", "reading", "reserves",
           "reviewing", "settled", "signing", "telling", "triggers"]
