"""Giving a case's own row its new state together with the facts that belong to it, so that a CHECK can tie one to the other.

One plain UPDATE for all cases with the same facts; the ORM's unit of work would cost as much as all the rest of a move
(measured: 0.9 ms of 1.6). Objects in the session are kept true. An object that an effect has changed by hand goes the ORM's way.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Update, bindparam, inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from .context import Context

Names = tuple[str, ...]


def take_states(session: Session, *, contexts: Sequence[Context]) -> None:
    """Write state and facts of all cases that changed; AttributeError for a fact without a place, LookupError without a row."""
    plain: dict[tuple[type[Any], Names], list[Context]] = {}
    for ctx in contexts:
        model = ctx.engine.registry.subjects.get(ctx.workflow.name)
        if model is None or not (ctx.moves_on or ctx.facts):
            continue
        names = _names(ctx, model=model)
        if _changed_by_hand(ctx) or not set(names) <= _columns(model):
            for name, value in _values(ctx).items():
                setattr(ctx.subject, name, value)
        else:
            plain.setdefault((model, names), []).append(ctx)
    session.flush()
    for (model, names), members in plain.items():
        _write(session, model=model, names=names, members=members)


def _names(ctx: Context, *, model: type[Any]) -> Names:
    unknown = [name for name in ctx.facts if not hasattr(model, name)]
    if unknown:
        raise AttributeError(f"{model.__name__} has no {', '.join(unknown)} to keep the fact in")
    return ("state", *sorted(ctx.facts))


def _values(ctx: Context) -> dict[str, Any]:
    return ctx.facts | {"state": ctx.target}


def _changed_by_hand(ctx: Context) -> bool:
    return ctx.loaded is not None and inspect(ctx.loaded).modified


@lru_cache
def _columns(model: type[Any]) -> frozenset[str]:
    return frozenset(inspect(model).column_attrs.keys())


@lru_cache
def _statement(model: type[Any], *, names: Names) -> Update:
    attributes = inspect(model).column_attrs
    key = inspect(model).primary_key[0]
    return (update(model.__table__).where(key == bindparam("case_id"))
            .values({attributes[name].columns[0]: bindparam(f"new_{name}") for name in names}))


def _write(session: Session, *, model: type[Any], names: Names, members: list[Context]) -> None:
    rows = [{"case_id": ctx.instance.id} | {f"new_{name}": value for name, value in _values(ctx).items()} for ctx in members]
    if session.connection().execute(_statement(model, names=names), rows if len(rows) > 1 else rows[0]).rowcount != len(members):
        raise LookupError(f"{model.__name__} of {members[0].instance.id} or a case beside it was started but never added")
    for ctx in members:
        _keep_true(session, model=model, names=names, ctx=ctx)


def _keep_true(session: Session, *, model: type[Any], names: Names, ctx: Context) -> None:
    """What the session holds of this case must not go on saying what was."""
    if ctx.loaded is not None:
        for name, value in _values(ctx).items():
            set_committed_value(ctx.loaded, name, value)
        return
    held = session.identity_map.get(inspect(model).identity_key_from_primary_key((ctx.instance.id,)))
    if held is not None:
        session.expire(held, names)
