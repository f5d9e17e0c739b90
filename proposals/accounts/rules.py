"""The engine's roles that are posts and nothing else: whoever holds the post may act on every case of that kind."""
from __future__ import annotations

from workflow import Context

from ..machine import role
from . import letterbox, rights
from .posts import holds

__all__ = ["is_bureau", "is_evaluator", "is_finance", "is_monitor", "letterbox", "rights"]


@role("bureau")
def is_bureau(ctx: Context) -> bool:
    """The district's civil affairs bureau."""
    return holds(ctx, kinds=("bureau",))


@role("finance")
def is_finance(ctx: Context) -> bool:
    """The foundation's staff, who settle the money."""
    return holds(ctx, kinds=("foundation", "foundation_lead"))


@role("evaluator")
def is_evaluator(ctx: Context) -> bool:
    """The evaluators, who grade the work."""
    return holds(ctx, kinds=("evaluator",))


@role("monitor")
def is_monitor(ctx: Context) -> bool:
    """The support organisation's staff, who visit the projects."""
    return holds(ctx, kinds=("support", "support_lead"))
