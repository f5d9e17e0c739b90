"""What the engine asks and does while ideas are collected: roles towards a proposal, guards and effects, entered by name."""
from __future__ import annotations

from ...machine import registry
from ..importing import rules as lists
from ..mine import keeping
from ..models import Proposal
from . import effects, guards, numbers, paper, roles

__all__ = ["effects", "guards", "keeping", "lists", "numbers", "paper", "roles"]

registry.subject("proposal", Proposal)
