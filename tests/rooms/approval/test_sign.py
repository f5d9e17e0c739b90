"""Five parties sign, each for itself, on one text."""
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from proposals.approval import actions
from proposals.approval.models import Agreement, Signature
from proposals.collection.models import Proposal
from proposals.demonstration.phones import confirmed
from proposals.storage import db, unit_of_work
from tests.drive.phones import code_of
from tests.rooms.approval.asking import signature_of, state_of, steps_of
from tests.rooms.approval.planned import actor
from workflow import Refused

PARTIES = {"bureau": "李科长", "foundation": "马理事长", "street": "王主任", "organisation": "刘芳", "support": "周敏"}


@pytest.fixture
def case(idea):
    return idea("signing")


def page_of(case):
    return f"/approval/agreements/{signature_of(case, 'bureau').agreement_id}"


def test_the_fifth_signature_concludes_the_agreement(enter, case):
    for number, (code, name) in enumerate(PARTIES.items(), 1):
        assert state_of(case) == "signing"
        assert enter(name).post(page_of(case), {"read": "y", "code": code_of(name)}).status_code == 303
        db.session.rollback()
        assert db.session.scalars(select(Signature.state).where(Signature.state == "signed")).all() == ["signed"] * number
    assert (state_of(case), db.session.get_one(Proposal, case).agreed_fen) == ("signed", 446000)
    signed = signature_of(case, "foundation")
    assert (signed.digest, signed.signed_by_id) == (signed.agreement.digest, int(actor("马理事长").id[1:]))


def test_the_box_must_be_ticked(enter, case):
    answer = enter("马理事长").post(page_of(case), {"code": code_of("马理事长")})
    assert (answer.status_code, "请先通读全文并勾选确认" in answer.text, signature_of(case, "foundation").state) == (422, True, "requested")


@pytest.mark.parametrize("name", ["陈会计", "孙干事", "林秀梅", "沈科长", "郑国栋"])
def test_nobody_signs_for_a_party_that_is_not_theirs(enter, case, name):
    for code in PARTIES:
        one = signature_of(case, code)
        with pytest.raises(Refused, match="move-not-yours"):
            actions.sign(one.id, seal=one.agreement.digest, by=actor(name), at=1, seq=None)
    assert state_of(case) == "signing"


def test_another_text_than_the_signers_is_not_signed(enter, case):
    answer = enter("马理事长").post(page_of(case), {"read": "y", "seal": "0" * 64, "code": code_of("马理事长")})
    assert (answer.status_code, "您看到的文本与现行版本不一致" in answer.text) == (409, True)
    assert signature_of(case, "foundation").state == "requested"


def test_a_second_signature_of_the_same_party_is_refused(case, at):
    one = signature_of(case, "street")
    confirmed(actor("王主任"), at=at)
    actions.sign(one.id, seal=one.agreement.digest, by=actor("王主任"), at=at, seq=None)
    with pytest.raises(Refused, match="move-not-from-here"):
        actions.sign(one.id, seal=one.agreement.digest, by=actor("王主任"), at=at, seq=None)


def test_a_project_already_signed_is_not_signed_again(enter, idea):
    case = idea("signed")
    assert "我已通读全文" not in enter("马理事长").get(page_of(case)).text


def test_the_history_names_who_signed(enter, case):
    enter("刘芳").post(page_of(case), {"read": "y", "code": code_of("刘芳")})
    assert steps_of(signature_of(case, "organisation").id) == [("@start", "system"), ("sign", actor("刘芳").id)]


def test_a_refusal_stays_and_a_new_version_voids_the_old(enter, case):
    enter("王主任").post(page_of(case), {"read": "y", "code": code_of("王主任")})
    assert enter("马理事长").move(signature_of(case, "foundation").id, "refuse", note="金额需核对").status_code == 303
    assert enter("周敏").move(case, "reissue", note="金额已核对").status_code == 303
    db.session.rollback()
    old, new = db.session.scalars(select(Agreement).where(Agreement.proposal_id == case).order_by(Agreement.version)).all()
    assert (old.voided_us is None, new.version, new.number) == (False, 2, old.number + "-2")
    assert sorted(one.state for one in old.signatures) == ["refused", "signed", "void", "void", "void"]
    assert [one.state for one in new.signatures] == ["requested"] * 5
    assert "作废" in enter("马理事长").get(f"/approval/agreements/{old.id}").text


def test_the_words_of_an_agreement_never_change(case):
    for change in ("UPDATE agreement SET text = 'x'", "UPDATE agreement SET amount_fen = 1", "DELETE FROM agreement"):
        with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
            db.session.connection().exec_driver_sql(change)


def test_renouncing_voids_what_is_still_asked(enter, case):
    assert enter("刘芳").move(case, "renounce", note="人手不足").status_code == 303
    assert (state_of(case), {one.state for one in db.session.scalars(select(Signature))}) == ("unsigned", {"void"})


def test_projects_of_a_street_are_numbered_one_after_another(idea):
    idea("signing", 1)
    idea("signing", 2)
    numbers = db.session.scalars(select(Agreement.number).order_by(Agreement.serial)).all()
    assert [number.rpartition("-")[2] for number in numbers] == ["001号", "002号"]


def test_a_stranger_does_not_read_an_agreement(enter, case):
    assert [enter(name).get(page_of(case)).status_code for name in ("林秀梅", "赵岚")] == [403, 403]
