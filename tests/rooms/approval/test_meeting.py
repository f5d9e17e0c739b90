"""A live meeting: the order by lot can be drawn again by anybody, earlier drawings stay, the projector shows no score."""
import hashlib

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from proposals.approval.actions.meetings import draw_order
from proposals.approval.models import Panel, SpeakingLot, SpeakingPlace
from proposals.collection.models import Proposal
from proposals.storage import db, unit_of_work
from tests.rooms.approval.asking import send
from tests.rooms.approval.planned import actor
from workflow import Refused


def drawn(lot_id):
    query = select(Proposal.number).join(SpeakingPlace, SpeakingPlace.proposal_id == Proposal.id).where(SpeakingPlace.lot_id == lot_id)
    return list(db.session.scalars(query.order_by(SpeakingPlace.place)))


def again(lot):
    """The order from the published seed, by the rule on the page."""
    return sorted(drawn(lot.id), key=lambda number: hashlib.sha256(f"{lot.seed}:{number}".encode()).hexdigest())


def test_the_chair_draws_once_and_what_comes_later_is_drawn_behind_it(enter, idea, at):
    for serial in (1, 2, 3):
        idea("reviewing", serial)
    panel = db.session.scalars(select(Panel.id)).first()
    chair, url = enter("郑国栋"), f"/approval/meetings/{panel}"
    assert (chair.post(url, {"talk": "7", "answer": "3"}).status_code, send(chair, url, chair.sent).status_code) == (303, 303)
    db.session.rollback()
    first = db.session.scalars(select(SpeakingLot)).one()
    order = drawn(first.id)
    assert (len(order), order == again(first), (first.talk_minutes, first.answer_minutes)) == (3, True, (7, 3))
    idea("reviewing", 4)
    later = db.session.get_one(SpeakingLot, draw_order(panel, talk_minutes=5, answer_minutes=0, by=actor("王主任"), at=at))
    assert (drawn(first.id), len(drawn(later.id)), later.seed != first.seed) == (order, 1, True)
    page = enter("赵岚").get(url).text
    assert all(word in page for word in (first.seed, later.seed, *order))
    with pytest.raises(Refused, match="nothing-to-draw"):
        draw_order(panel, talk_minutes=5, answer_minutes=5, by=actor("郑国栋"), at=at)
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
        db.session.execute(text("UPDATE speaking_lot SET seed = 'x'"))


def test_the_projector_shows_who_speaks_and_no_score(enter, idea, at):
    case = idea("scored")
    panel = db.session.scalars(select(Panel.id)).first()
    draw_order(panel, talk_minutes=7, answer_minutes=5, by=actor("周敏"), at=at)
    page = enter("赵岚").get(f"/approval/meetings/{panel}/projector?place=99").text
    main = page.partition("<main")[2]
    assert (db.session.get_one(Proposal, case).title in main, 'data-minutes="7"' in main, "7:00" in main, "80" in main) == (True, True, True, False)


@pytest.mark.parametrize("who, status", [("赵岚", 200), ("孙干事", 200), ("林秀梅", 403), ("杨评估", 403)])
def test_others_look_on_or_stay_out_and_none_of_them_draws(enter, idea, at, who, status):
    idea("reviewing")
    panel = db.session.scalars(select(Panel.id)).first()
    answer = enter(who).get(f"/approval/meetings/{panel}")
    assert (answer.status_code, "每个项目介绍几分钟" in answer.text) == (status, False)
    with pytest.raises(Refused, match="panel-not-yours"):
        draw_order(panel, talk_minutes=5, answer_minutes=5, by=actor(who), at=at)
