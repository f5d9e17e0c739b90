"""Five parties sign at the same moment, a hundred times: every agreement is concluded, by whoever happened to be last."""
import pytest
from sqlalchemy import func, select

from tests.workflow.crowd import crowd, ground
from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow import Actor, Registry
from workflow.history import verify
from workflow.tables import instance, step

PARTIES, AGREEMENTS = 5, 100


def signing():
    """The last child to finish closes the parent. It counts before the parent is locked by a move of its own, so that only the
    family's lock can make the count right (with own rows locked, 91 of 100 agreements stuck for ever)."""
    registry = Registry()

    @registry.effect
    def tell_parent(ctx):
        parent = ctx.instance.parent_id
        open_ones = select(func.count()).select_from(instance).where(instance.c.parent_id == parent, instance.c.state != "done")
        if parent is not None and ctx.session.scalar(open_ones) == 0:
            ctx.fire(parent, "close")

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
