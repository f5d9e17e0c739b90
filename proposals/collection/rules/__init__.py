"""What the engine asks and does while ideas are collected: roles towards a proposal, guards and effects, entered by name."""
from __future__ import annotations

from ...machine import registry
from ..models import Proposal
from . import effects, guards, numbers, roles

__all__ = ["effects", "guards", "numbers", "roles"]

registry.subject("proposal", Proposal)
