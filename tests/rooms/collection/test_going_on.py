"""Going on with a draft by six digits, naming others who thought of it, and what strange text does: it is kept or refused, never a breakage."""
from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from proposals import clock, masking
from proposals.accounts.actions import PRIVACY_VERSION
from proposals.collection import actions
from proposals.collection.models import Proposal
from proposals.errors import Refusal
from proposals.storage import db
from tests.drive import collection as drive
from tests.house.source import ROOT
from tests.rooms.collection.test_submit import begin, the, write

PRIVACY_TEXT = "ec198085d86cd66c"
"""Whoever changes what people agree to gives it a new version, and writes the digest of the new text here."""


@pytest.fixture
def draft(app):
    return drive.draft(at=clock.now())


def test_a_draft_is_opened_on_another_phone_by_six_digits(enter):
    first, second = enter(), enter()
    receipt = begin(first)
    first.post(f"/ideas/new/{receipt}/name", {"title": "院里的灯"})
    code = re.search(r"\b([0-9]{6})\b", first.get(f"/ideas/new/{receipt}/problem").text.partition(receipt + " 和续写码")[2])[1]
    assert second.get(f"/ideas/new/{receipt}/name").status_code == 404
    opened = second.post("/ideas/new/resumption", {"receipt": receipt.lower(), "code": code})
    assert opened.location == f"/ideas/new/{receipt}/name"
    assert "院里的灯" in second.get(opened.location).text
    assert first.get(f"/ideas/new/{receipt}/name").status_code == 404


def test_wrong_digits_are_counted_and_after_five_only_the_link_opens(draft):
    proposal, secret = draft
    right = actions.short_code(secret)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _try in range(5):
        with pytest.raises(Refusal, match="no-such-draft"):
            actions.open_by_code(proposal.receipt, code=wrong)
    with pytest.raises(Refusal, match="code-tried-too-often"):
        actions.open_by_code(proposal.receipt, code=right)


def test_a_wrong_number_and_wrong_digits_sound_the_same(draft, enter):
    answer = enter().post("/ideas/new/resumption", {"receipt": "AAAAAAAA", "code": "000000"})
    assert (answer.status_code, "没有找到这份草稿" in answer.text) == (409, True)
    with pytest.raises(Refusal, match="no-such-draft"):
        actions.open_by_code(drive.submitted(at=clock.now()).receipt, code="000000")


def test_who_thought_of_it_together_is_kept_and_masked(enter):
    visitor = enter()
    receipt = begin(visitor)
    write(visitor, receipt, contact={"joint_names": "周桂兰、吴大力"})
    visitor.post(f"/ideas/new/{receipt}/check")
    idea = the(receipt)
    actions.accept(idea.id, by=drive.who("孙干事"), at=clock.now())
    shown = enter().get(f"/ideas/{idea.id}").text
    assert ("周*、吴*" in shown, "周桂兰" in shown) == (True, False)
    assert "周桂兰、吴大力" in enter("孙干事").get(f"/ideas/{idea.id}").text


@pytest.mark.parametrize(("typed", "shown"), [("", ""), ("周桂兰", "周*"), ("周桂兰,吴大力，李四 王五", "周*、吴*、李*、王*")])
def test_several_names_are_masked_one_by_one(typed, shown):
    assert masking.names(typed) == shown


def test_the_text_people_agree_to_has_a_version_of_its_own():
    text = "".join((ROOT / "templates" / "public" / "privacy.html").read_text("utf-8").split())
    assert (PRIVACY_VERSION, hashlib.sha256(text.encode()).hexdigest()[:16]) == ("2026-11", PRIVACY_TEXT)


STRANGE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x00\x08\u202e\u200b\ud800\udfff\ufeff\U000e0041龘👵🏽é　")), max_size=80)


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=STRANGE, problem=STRANGE, name=STRANGE, phone=STRANGE)
def test_strange_text_is_kept_clean_or_refused_at_its_field(enter, title, problem, name, phone):
    visitor = enter()
    receipt = begin(visitor)
    sent = [(f"/ideas/new/{receipt}/name", {"title": title}), (f"/ideas/new/{receipt}/problem", {"problem": problem}),
            (f"/ideas/new/{receipt}/contact", {"name": name, "phone": phone, "submitter": "resident", "consent": "y"})]
    for address, fields in sent:
        shown = visitor.get(address)
        body = {name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', shown.text)[1] for name in ("csrf_token", "key")}
        answer = visitor.post(address, again={each: value.encode("utf-8", "surrogatepass") for each, value in (body | fields).items()})
        assert answer.status_code in (303, 400, 422), (address, answer.status_code)
    db.session.rollback()
    kept = db.session.scalars(select(Proposal).where(Proposal.receipt == receipt)).one()
    assert not any(sign in kept.title + kept.problem + kept.contact_name for sign in "\x00\x08\u202e\u200b\ufeff")
