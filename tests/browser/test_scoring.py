"""Three judges score twenty proposals by keyboard alone; one steps aside once, one sheet comes on paper, one has two windows open."""
import pytest
from sqlalchemy import func, select

from proposals import clock
from proposals.approval import actions
from proposals.approval.models import Review
from proposals.storage import db
from tests.browser.people import Company, Inspector, press
from tests.drive import approval as drive
from tests.rooms.approval.asking import review_of
from tests.rooms.approval.planned import actor, planned

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)]
SHARES = {"赵岚": range(7), "钱文": range(7, 14), "吴芳": range(14, 20)}


@pytest.fixture
def company(app, page, served, faults, met):
    """People whose pages are looked at where something new is on them."""
    inspector = Inspector(app, faults, language="zh", width=1280, met=met["zh", 1280, True])
    with served(app) as address:
        yield Company(page, address=address, inspector=inspector, script=True)
    assert inspector.wrong == []


@pytest.fixture
def cases(app):
    """Twenty proposals before the panel; each of three judges has declared to have no interest in those of their share."""
    at = clock.now()
    found = [planned(serial, at=at) for serial in range(1, 21)]
    for case in found:
        drive.reviewing(case, at=at, by=actor("周敏"))
    for name, share in SHARES.items():
        for place in share:
            actions.take_review(review_of(found[place], name), by=actor(name), at=at, seq=None)
    return found


def score(judge, levels="543544"):
    """Tab into the first criterion, six keys, a comment, Ctrl+Enter; the next review opens by itself."""
    sheet = judge.page.locator("form[data-score]")
    sheet.locator("input[type=radio]").first.focus()
    judge.page.keyboard.type(levels + "可行")
    with judge.page.expect_navigation():
        judge.page.keyboard.press("Control+Enter")


def score_all(judge, review, *, times):
    """One after the other, without going back to the list."""
    judge.go(f"/approval/reviews/{review}")
    for _time in range(times):
        score(judge)
    judge.sees(f"已评 {times} / 20")


def on_paper(company, review):
    """Two people enter the signed sheet; an empty one is sent back, and its page still fits."""
    company("王主任").go(f"/approval/paper/{review}").send(refused=422)
    for name in ("王主任", "何静"):
        clerk = company(name).go(f"/approval/paper/{review}")
        clerk.page.locator("input[type=radio]").first.focus()
        clerk.page.keyboard.type("444444")
        clerk.send({"signed": True})
    clerk.sees("两次录入一致，评分已密封。")


def two_windows(judge, review):
    """A second window saves in between; this one is shown both values, and the judge lets it count."""
    judge.go(f"/approval/reviews/{review}")
    other = judge.page.context.new_page()
    other.goto(judge.page.url)
    for page, level in ((other, "2"), (judge.page, "5")):
        page.locator("input[type=radio]").first.focus()
        page.keyboard.press(level)
        page.locator("[data-live=saved]", has_text="已" if page is other else "另一个窗口").wait_for()
    other.close()
    judge.page.locator("[data-compare] tbody tr").wait_for()
    assert judge.page.locator("[data-compare] td").all_inner_texts() == ["5", "2"]
    press(judge.page, judge.page.locator("[data-compare] button"))
    assert judge.page.locator("input[type=radio]:checked").evaluate_all("all => all.map(one => one.value)") == ["5"]


def test_three_judges_score_twenty_proposals_by_keyboard(company, cases):
    first, second, third = (company(name) for name in SHARES)
    two_windows(first, review_of(cases[0], "赵岚"))
    score_all(first, review_of(cases[0], "赵岚"), times=7)
    first.go("/approval/reviews").sees("我给出的总分")
    score_all(second, review_of(cases[7], "钱文"), times=6)
    on_paper(company, review_of(cases[13], "钱文"))
    third.go(f"/approval/reviews/{review_of(cases[14], '吴芳')}").follow("/recuse").send({"note": "提案人是我的邻居。"})
    score_all(third, review_of(cases[15], "吴芳"), times=5)
    db.session.rollback()
    own = Review.judge_id.in_([int(actor(name).id[1:]) for name in SHARES])
    found = db.session.execute(select(Review.state, func.count()).where(own, Review.state != "assigned").group_by(Review.state)).all()
    assert dict(found) == {"scored": 19, "recused": 1}
