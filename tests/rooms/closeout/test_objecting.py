"""An objection to an outcome (成果公示): the project is not closed before the bureau has answered it."""
import pytest
from sqlalchemy import select

from proposals.approval import actions
from proposals.approval.models import Notice
from proposals.machine import engine
from proposals.storage import db, unit_of_work
from tests.drive import closeout
from tests.rooms.approval.planned import actor
from tests.rooms.closeout.projects import now, reporting
from workflow import SYSTEM, Refused

SAID = actions.Statement("周建国", "13800001111", "活动只办了三场。")


def close(case, *, at):
    with unit_of_work():
        return engine.fire(db.session, case, "close", SYSTEM, at=at)


def test_a_project_is_closed_only_after_the_bureau_has_answered(enter, app):
    case = reporting(1)
    closeout.announcing(case, spent_fen=4000_00, at=now())
    notice = db.session.scalars(select(Notice).where(Notice.kind == "outcome")).one()
    found = actions.lodge_objection(notice.id, said=SAID, by=actor("周建国"), at=now()).id
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
