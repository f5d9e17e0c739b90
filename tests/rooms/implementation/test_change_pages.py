"""The pages of a change: the amount by budget head, the shares by source, and one change as those concerned read it."""
from sqlalchemy import select

from proposals.funding.models import CommitmentShare
from proposals.implementation.models import Amendment
from proposals.storage import db
from tests.rooms.implementation.test_supervision import only

FORM = {"activity": "5000", "personnel": "0", "management": "0", "tax": "0", "new_ends_on": "", "wish": "多办十场种花课"}


def test_another_amount_is_asked_for_by_head_and_its_outcome_shown(app, enter, running):
    case, org = running(), enter("刘芳")
    address = f"/projects/{case}/amendments/amount"
    assert "4460.00" in org.get(address).text and "变更金额" in org.get(f"/projects/{case}").text
    answer = org.post(address, FORM | {"activity": "3000"})
    assert (answer.status_code, "比新的协议金额" in answer.text, 'value="3000"' in answer.text, "多办十场种花课" in answer.text) == (409, True, True, True)
    answer = org.post(address, FORM)
    assert (answer.status_code, answer.location) == (303, f"/amendments/{only(Amendment).id}")
    seen = enter("周敏").get(answer.location).text
    assert all(part in seen for part in ("¥5,000.00", "¥3,000.00", "¥1,873.20", "批准并重签协议", "变更后的预算"))
    assert "/grant" not in seen and enter("王主任").get(answer.location).status_code == 200


def test_nothing_changed_or_nothing_left_is_no_change(app, enter, running):
    case, org = running(), enter("刘芳")
    address = f"/projects/{case}/amendments/amount"
    assert org.post(address, FORM | {"activity": "4460"}).status_code == 409
    assert org.post(address, FORM | {"activity": "0"}).status_code == 422 and org.post(address, FORM | {"activity": "若干"}).status_code == 422
    over = org.post(address, FORM | {"activity": "4000", "management": "3000"})
    assert (over.status_code, "管理费" in over.text, db.session.scalars(select(Amendment)).all()) == (409, True, [])


def test_other_shares_are_proposed_by_the_foundation_only(app, enter, running):
    case, foundation = running(), enter("陈会计")
    address = f"/projects/{case}/amendments/shares"
    assert enter("刘芳").get(address).status_code == 403 and "区财政的比例" in foundation.get(address).text
    assert foundation.post(address, {"weights-0": "0", "weights-1": "0", "wish": "财政承担"}).status_code == 422
    answer = foundation.post(address, {"weights-0": "0", "weights-1": "1", "wish": "财政承担"})
    assert answer.status_code == 303 and [row.weight for row in only(Amendment).weights] == [0, 1]
    assert "¥2,586.80" in foundation.get(answer.location).text
    assert {row.version for row in db.session.scalars(select(CommitmentShare))} == {1}


def test_a_change_is_read_by_those_concerned(app, enter, running):
    case = running()
    location = enter("刘芳").post(f"/projects/{case}/amendments/amount", FORM).location
    assert [enter(who).get(location).status_code for who in ("刘芳", "陈会计", "李科长", "林秀梅")] == [200, 200, 200, 403]
    assert location in enter("李科长").get("/desk").text
