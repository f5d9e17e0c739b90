"""Five parties sign at the same moment, a hundred times: every agreement is concluded, by whoever happened to be last."""
import pytest
from sqlalchemy import func, select

from tests.workflow.crowd import crowd, ground
from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow import Actor, Problem, Registry
from workflow.history import verify
from workflow.tables import instance, step

PARTIES, AGREEMENTS = 5, 100


def signing():
    """A parent closes when all its children are done; the last one to finish tells it."""
    registry = Registry()

    @registry.guard
    def children_done(ctx):
        open_ones = ctx.session.scalar(select(func.count()).select_from(instance).where(
            instance.c.parent_id == ctx.instance.id, instance.c.state != "done"))
        return Problem.of("children-open", left=open_ones) if open_ones else None

    @registry.effect
    def tell_parent(ctx):
        if ctx.instance.parent_id is not None:
            ctx.fire_if_ready(ctx.instance.parent_id, "close")

    return registry


def sign(place, meet, tell, url, agreements):
    """One party signs its own sheet of each agreement, together with the other four."""
    engine, transaction, database = ground(url, signing())
    for sheets in agreements:
        meet.wait()
        with transaction() as session:
            engine.fire(session, sheets[place], "finish", Actor(f"staff{place}", ""), at=5)
    database.dispose()
    tell(place)


@pytest.mark.slow
def test_five_signatures_at_once_always_conclude(ground, session, engine):
    agreements = []
    parents = [start(session, engine) for _ in range(AGREEMENTS)]
    for parent in parents:
        agreements.append([start(session, engine, parent=parent) for _ in range(PARTIES)])
    everyone = parents + [sheet for sheets in agreements for sheet in sheets]
    engine.fire_many(session, everyone, "submit", OWNER, at=2, data=TITLE)
    engine.fire_many(session, everyone, "agree", STAFF, at=3)
    session.commit()
    crowd(PARTIES, sign, ground.url, agreements)
    made = dict(session.execute(select(step.c.name, func.count()).where(step.c.name.in_(["finish", "close"])).group_by(step.c.name)).all())
    assert made == {"finish": AGREEMENTS * PARTIES, "close": AGREEMENTS}
    assert verify(session) == []
