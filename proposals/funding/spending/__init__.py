"""Spending: vouchers and their files, reports by budget head, money moved between heads; each act leaves who, when and why."""
from . import guards

__all__ = ["guards"]
