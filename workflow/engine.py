"""The engine: one move of one case, checked and written in one transaction that belongs to the caller.

It never commits. Refusals are raised before anything is written; any exception must undo everything. Within a move:
lock the family, recognise a repeated ask, see whether the actor saw the present state, judge, move the instance, add the
step, run the effects, give the case its state, set timers, fill the outbox, make the follow-ups.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from . import births, bulk, checks, deadlines, locks, versions, writing
from .bulk import Batch
from .context import SYSTEM, Actor, Context, FollowUp, Option, Request, Step
from .definition import Workflow
from .refusals import MissingNames, Refused, UnknownVersion
from .registry import Registry

FURTHEST_FOLLOW_UP = 20


class Engine:
    """Moves cases by the loaded definitions, with the functions of one registry. Holds no state of any case."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.workflows: dict[str, Workflow] = {}
        self.current: dict[str, Workflow] = {}
        self.stored: set[str] = set()

    def load(self, workflow: Workflow, *, current: bool = True) -> None:
        """Take a definition into use, for new cases too if ``current``; ``MissingNames`` if any name has no function."""
        missing = self.registry.missing(workflow)
        if missing:
            raise MissingNames(workflow.name, names=missing)
        self.workflows[workflow.digest] = workflow
        if current:
            self.current[workflow.name] = workflow

    def definition(self, session: Session, *, digest: str) -> Workflow:
        """The definition a case is held to, from the store if another process brought it; else ``UnknownVersion``."""
        if digest not in self.workflows:
            self.load(versions.fetch(session, digest=digest), current=False)
        return self.workflows[digest]

    def start(self, session: Session, workflow_name: str, *, season_id: int, actor: Actor, at: int, parent: int | None = None) -> int:
        """Begin a case in the season's version of a workflow and return its id; the caller then adds the case's own row.

        A child locks its family first, so that a quorum counts it or comes before it.
        """
        return self.start_many(session, workflow_name, season_id=season_id, actor=actor, at=at, parents=(parent,))[0]

    def start_many(self, session: Session, workflow_name: str, *, season_id: int, actor: Actor, at: int, parents: Sequence[int | None]) -> list[int]:
        """Begin one case for each parent (None: a family of its own) with a fixed number of statements; see ``births``."""
        session.flush()
        workflow = self._version_for(session, workflow_name=workflow_name, season_id=season_id, at=at)
        return births.start_many(self, session=session, workflow=workflow, season_id=season_id, actor=actor, at=at, parents=parents)

    def fire(self, session: Session, instance_id: int, name: str, actor: Actor, *, at: int, data: dict[str, Any] | None = None,
             note: str = "", expect: int | None = None, key: str | None = None) -> Step:
        """Make one move, or refuse with every reason. ``at`` is UTC microseconds; ``expect`` the step number the actor saw;
        the same actor asking again with the same ``key`` gets the first answer."""
        request = Request(name=name, actor=actor, at=at, data=data or {}, note=note, expect=expect, key=key)
        return self.carry_out(session, instance_id=instance_id, request=request)

    def carry_out(self, session: Session, *, instance_id: int, request: Request) -> Step:
        """Make the move that a request asks for; also the way in for the clock, which knows when it was due."""
        ctx = self._locked(session, instance_id=instance_id, request=request)
        earlier = checks.answered(session, instance_id=instance_id, request=request)
        if earlier is not None:
            return earlier
        checks.judge(ctx, request=request)
        return self._write(ctx, request=request)

    def options(self, session: Session, instance_id: int, actor: Actor, *, at: int, known: Mapping[Any, Any] | None = None) -> list[Option]:
        """The moves this actor could make from here, each with what stands in its way; reads only, locks nothing.

        ``known`` are answers to ``Context.once`` that whoever asks has already.
        """
        row = session.connection().execute(locks.ROW, {"instance": instance_id}).one()
        ctx = self.context(session, row=row, request=Request(name="", actor=actor, at=at, data={}, note=""), batch=dict(known or {}))
        found = [checks.option(ctx, move=move) for move in ctx.workflow.leaving(row.state)]
        return [each for each in found if each is not None]

    def fire_many(self, session: Session, ids: Sequence[int], name: str, actor: Actor, *, at: int, note: str = "",
                  data: dict[str, Any] | None = None, each: Mapping[int, dict[str, Any]] | None = None, notes: Mapping[int, str] | None = None,
                  key: str | None = None, silent: bool = False, dry_run: bool = False, commit: Callable[[], None] | None = None) -> Batch:
        """Make the same move for many cases: who may not is left where it is, with the reasons. See ``bulk``.

        ``data`` is the form of all of them, ``each`` what a case's own form adds to it; ``notes`` are the reasons of cases that have their own.
        A ``silent`` one promises no notice and sets no reminder: the caller tells people in one letter.
        """
        request = Request(name=name, actor=actor, at=at, data=data or {}, note=note, batch=key, each=each or {}, notes=notes or {}, silent=silent)
        return bulk.fire_many(self, session=session, ids=ids, request=request, dry_run=dry_run, commit=commit)

    def lock(self, session: Session, ids: Sequence[int]) -> None:
        """Lock the families of several cases in one safe order, before an action that moves more than one of them."""
        locks.locked_together(session.connection(), ids=ids)

    def rearm(self, session: Session, *, instance_id: int, at: int) -> None:
        """Count a case's deadline again after a date that it depends on was changed outside a move of its own."""
        deadlines.rearm(session, engine=self, instance_id=instance_id, at=at)

    def context(self, session: Session, *, row: Row[Any], request: Request, batch: dict[Any, Any]) -> Context:
        """What the registered functions will see of one case."""
        return Context(session=session, engine=self, workflow=self.definition(session, digest=row.version), instance=row,
                       actor=request.actor, at=request.at, data=request.data, note=request.note, batch=batch)

    def read(self, session: Session, *, workflow: str, instance_id: int, name: str) -> Any:
        """An attribute of a case's own row; None if this workflow's cases have no row of their own."""
        model = self.registry.subjects.get(workflow)
        return getattr(session.get(model, instance_id, populate_existing=True), name) if model else None

    def follow(self, ctx: Context, *, request: Request) -> None:
        """Make the moves that the effects asked for, as the system, each naming this step as its cause."""
        if ctx.follow_ups and request.depth >= FURTHEST_FOLLOW_UP:
            raise RecursionError(f"follow-ups of follow-ups, {FURTHEST_FOLLOW_UP} deep: {ctx.workflow.name} {request.name}")
        for each in ctx.follow_ups:
            asked = Request(name=each.name, actor=SYSTEM, at=ctx.at, data=each.data, note=each.note, batch=request.batch,
                            cause=ctx.step_id, depth=request.depth + 1)
            self._follow_one(ctx.session, follow_up=each, request=asked)

    def _follow_one(self, session: Session, *, follow_up: FollowUp, request: Request) -> None:
        ctx = self._locked(session, instance_id=follow_up.instance_id, request=request)
        try:
            checks.judge(ctx, request=request)
        except Refused:
            if follow_up.if_ready:
                return
            raise
        self._write(ctx, request=request)

    def _locked(self, session: Session, *, instance_id: int, request: Request) -> Context:
        """What a move will see of its case, read after the lock."""
        session.flush()
        row = locks.locked(session.connection(), instance_id=instance_id)
        ctx = self.context(session, row=row, request=request, batch={})
        ctx.locked = True
        return ctx

    def _write(self, ctx: Context, *, request: Request) -> Step:
        made = writing.write(ctx, request=request)
        self.follow(ctx, request=request)
        return made

    def _version_for(self, session: Session, *, workflow_name: str, season_id: int, at: int) -> Workflow:
        pinned = self.registry.pin(session, season_id, workflow_name) if self.registry.pin else None
        if pinned is None and workflow_name not in self.current:
            raise UnknownVersion(workflow_name)
        workflow = self.current[workflow_name] if pinned is None else self.definition(session, digest=pinned)
        if workflow.digest not in self.stored:
            versions.store(session, workflow=workflow, at=at)
        return workflow
