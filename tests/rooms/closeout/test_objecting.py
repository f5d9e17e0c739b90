"""An objection to an outcome (成果公示): the project is not closed before the bureau has answered it."""
import hashlib

import pytest
from sqlalchemy import select, update

from proposals.approval import actions
from proposals.approval.models import Notice
from proposals.collection.models import Proposal
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.rooms.approval.asking import state_of, steps_of
from tests.rooms.approval.planned import actor, planned
from tests.rooms.closeout.projects import now
from workflow import SYSTEM, Refused
from workflow.tables import instance

SAID = actions.Statement("周建国", "13800001111", "活动只办了三场。")


def announce(case):
    """The case put down with its outcome under public notice; returns the notice. How it gets there is tested elsewhere."""
    with unit_of_work():
        for table in (instance, Proposal.__table__):
            more = {"agreed_fen": 446000} if table.name == "proposal" else {}
            db.session.execute(update(table).where(table.c.id == case).values(state="announcing", **more))
        text = "红金公示〔2018〕1号\n项目成果公示\n\n名称：巷口口袋花园"
        notice = Notice(season_id=db.session.get_one(Proposal, case).season_id, serial=1, kind="outcome", proposal_id=case, text=text,
                        digest=hashlib.sha256(text.encode()).hexdigest(), from_us=now(), until_us=now() + 86_400_000_000)
        db.session.add(notice)
        db.session.flush()
        return notice.id


def close(case, *, at):
    with unit_of_work():
        return engine.fire(db.session, case, "close", SYSTEM, at=at)


def test_an_objection_found_right_sends_the_project_back(app):
    case = planned(1, at=now())
    found = actions.lodge_objection(announce(case), said=SAID, by=actor("周建国"), at=now()).id
    actions.lodge_objection(db.session.scalars(select(Notice.id)).one(), said=SAID, by=actor("韩副局长"), at=now())
    for name, code in (("林秀梅", "answer-not-yours"), ("韩副局长", "judge-in-own-cause")):
        with pytest.raises(Refused, match=code):
            actions.answer_objection(found, upheld=True, answer="查实只办了三场。", by=actor(name), at=now())
    actions.answer_objection(found, upheld=True, answer="查实只办了三场。", by=actor("李科长"), at=now())
    assert (state_of(case), steps_of(case)[-1]) == ("assessing", ("dispute", actor("李科长").id))


def test_a_project_is_closed_only_after_the_bureau_has_answered(enter, app):
    case = planned(1, at=now())
    found = actions.lodge_objection(announce(case), said=SAID, by=actor("周建国"), at=now()).id
    with pytest.raises(Refused, match="objection-open"):
        close(case, at=now())
    bureau = enter("李科长")
    assert "对成果公示的异议" in bureau.get("/desk").text and f"/approval/objections/{found}" in bureau.get("/approval/objections").text
    assert bureau.post(f"/approval/objections/{found}", {"outcome": "", "answer": "已核对签到表。"}).status_code == 422
    assert bureau.post(f"/approval/objections/{found}", {"outcome": "dismissed", "answer": "已核对签到表，共办八场。"}).status_code == 303
    with pytest.raises(Refused, match="objection-closed"):
        actions.answer_objection(found, upheld=True, answer="再答一次", by=actor("李科长"), at=now())
    assert "共办八场" in enter("周建国").get(f"/approval/objections/{found}").text
    assert close(case, at=now()).target == "closed"
