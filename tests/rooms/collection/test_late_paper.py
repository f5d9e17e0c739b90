"""Paper filled in while ideas were collected is still entered some days later: by the desk, by hand, and nothing else."""
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from proposals import clock
from proposals.collection import actions
from proposals.collection.models import Proposal
from proposals.collection.queries import timeline
from proposals.machine import engine
from proposals.seasons.models import Phase, Season
from proposals.storage import db, unit_of_work
from tests.drive import collection as drive
from workflow import Refused

DAY = 24 * 3600 * clock.SECOND


@pytest.fixture
def closed(app):
    """The season's collection has ended; returns the moment of its end."""
    at = clock.now()
    with unit_of_work() as session:
        session.execute(update(Season).values(paper_days=3))
        phase = session.scalars(select(Phase.id).where(Phase.name == "collection")).one()
        engine.fire(session, phase, "close", drive.who("李科长"), at=at)
    return at


def entered(at, *, written, channel="desk", by="张小雨"):
    """Enter a form dated so many days from today."""
    return actions.enter(drive.season_id(), idea=drive.idea_text(), contact=drive.contact(), channel=channel, by=drive.who(by), at=at,
                         form_date=clock.today(clock.now()) + timedelta(days=written))


@pytest.mark.parametrize(("channel", "by"), [("desk", "张小雨"), ("event", "孙干事"), ("phone", "王主任")])
def test_a_form_of_the_last_day_is_entered_three_days_later(closed, channel, by):
    idea = entered(closed + 3 * DAY, written=0, channel=channel, by=by)
    assert (idea.state, idea.channel, idea.form_date) == ("submitted", channel, clock.today(closed))
    assert timeline(idea.id, full=True)[0].data["form_date"] == clock.today(closed).isoformat()


@pytest.mark.parametrize(("days", "written", "channel"), [(4, 0, "desk"), (1, 1, "desk"), (1, 0, "import")])
def test_too_late_dated_afterwards_or_not_by_hand_is_refused(closed, days, written, channel):
    with pytest.raises(Refused, match="collection-not-open"):
        entered(closed + days * DAY, written=written, channel=channel)


def test_without_a_date_there_is_no_grace(closed):
    with pytest.raises(Refused, match="collection-not-open"):
        actions.enter(drive.season_id(), idea=drive.idea_text(), contact=drive.contact(), channel="desk", by=drive.who("张小雨"), at=closed)


def test_residents_cannot_send_after_the_end(closed):
    with pytest.raises(Refused, match="collection-not-open"):
        actions.enter(drive.season_id(), idea=drive.idea_text(), contact=drive.contact(), channel="web", by=drive.who("林秀梅"), at=closed)


def test_a_clerk_is_no_desk_for_their_own_idea(closed):
    clerk = drive.who("张小雨")
    person = db.session.get_one(actions.writing.Person, int(clerk.id[1:]))
    with unit_of_work():
        person.phone = "13900009999"
    with pytest.raises(Refused, match="collection-not-open"):
        actions.enter(drive.season_id(), idea=drive.idea_text(), contact=actions.Contact("张小雨", "13900009999"), channel="desk", by=clerk, at=closed,
                      form_date=clock.today(closed))


def test_the_page_takes_late_paper_once(closed, enter):
    clerk = enter("张小雨")
    fields = {"title": "给岁数大的开个小食堂", "problem": "冬天路滑不敢出门买菜。", "solution": "办个食堂。", "community_id": str(drive.community()), "name": "林秀梅",
              "phone": "13812345678", "consent": "y", "form_date": clock.today(closed).isoformat()}
    assert clerk.post("/screening/paper", fields).status_code == 303
    clerk.post("/screening/paper", again=clerk.sent)
    db.session.rollback()
    assert [idea.state for idea in db.session.scalars(select(Proposal))] == ["submitted"]
    assert clerk.post("/screening/paper", fields | {"form_date": (clock.today(closed) + timedelta(days=1)).isoformat()}).status_code == 422
