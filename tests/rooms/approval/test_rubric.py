"""The rubric of a season and of a street: set before the first sealed score, at rest after it."""
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from proposals.approval import actions
from proposals.approval.actions.rubrics import Line, set_blind, set_rubric
from proposals.approval.models import Review
from proposals.collection.models import Proposal
from proposals.directory.models import Area
from proposals.seasons.models import Criterion, Season
from proposals.storage import db, unit_of_work
from tests.rooms.approval.asking import levels, review_of, send
from tests.rooms.approval.planned import actor
from workflow import Refused

WORDS = ("一", "二", "三", "四", "五")
OWN = (Line(None, "邻里需要", 60, WORDS), Line(None, "花费", 40, ()))


def season():
    return db.session.scalars(select(Season)).one()


def home():
    return db.session.scalars(select(Area.id).where(Area.letters == "XT")).one()


def lines_of(street_id):
    db.session.rollback()
    query = select(Criterion).where(Criterion.street_id == street_id).order_by(Criterion.position)
    return [(one.title, one.weight, one.anchors) for one in db.session.scalars(query)]


def own_rubric(at):
    set_rubric(season().id, street_id=home(), lines=OWN, by=actor("王主任"), at=at)
    return [one.id for one in db.session.scalars(select(Criterion).where(Criterion.street_id == home()).order_by(Criterion.position))]


def test_a_streets_lead_gives_the_street_its_own_rubric_and_its_judges_score_by_it(enter, idea, at):
    case, street = idea("reviewing"), home()
    url = f"/approval/{season().year}/rubric/{street}"
    lead = enter("王主任")
    fields = {f"lines-{number}-{part}": value for number in range(8) for part, value in (("title", ""), ("weight", ""), ("anchors", ""))}
    typed = {"lines-0-title": "邻里需要", "lines-0-weight": "60", "lines-0-anchors": "\n".join(WORDS), "lines-1-title": "花费", "lines-1-weight": "40"}
    answers = [lead.post(url, fields | typed), send(lead, url, lead.sent)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert lines_of(street) == [("邻里需要", 60, "\n".join(WORDS)), ("花费", 40, "")]
    review = review_of(case, "赵岚")
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    keys = [one.id for one in db.session.scalars(select(Criterion).where(Criterion.street_id == street).order_by(Criterion.position))]
    judge = enter("赵岚")
    assert judge.post(f"/approval/reviews/{review}", {f"criterion_{keys[0]}": "5", f"criterion_{keys[1]}": "2", "comment": ""}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Review, review).total_hundredths == 7600


@pytest.mark.parametrize("wrong, said", [
    ({"lines-0-weight": "24"}, "加起来是 99 分"), ({"lines-0-anchors": "一\n二"}, "现在有 2 行"), ({"lines-0-weight": ""}, "请填写这一项的分值")])
def test_what_does_not_add_up_is_not_kept_and_nothing_typed_is_lost(enter, at, wrong, said):
    before = lines_of(None)
    page = enter("李科长").post(f"/approval/{season().year}/rubric", {"lines-5-title": "新意", **wrong})
    assert (page.status_code in (409, 422), said in page.text, 'value="新意"' in page.text, lines_of(None) == before) == (True, True, True, True)


@pytest.mark.parametrize("who, street", [("赵岚", True), ("孙干事", True), ("周敏", True), ("王主任", False)])
def test_others_read_it_and_do_not_set_it(enter, at, who, street):
    url = f"/approval/{season().year}/rubric" + (f"/{home()}" if street else "")
    page = enter(who).get(url)
    assert (page.status_code, "看不出居民需要" in page.text, "修改评分标准" in page.text) == (200, True, False)
    with pytest.raises(Refused, match="rubric-not-yours"):
        set_rubric(season().id, street_id=home() if street else None, lines=OWN, by=actor(who), at=at)


def test_from_the_first_sealed_score_on_the_rubric_rests(enter, idea, at):
    case = idea("reviewing")
    own_rubric(at)
    actions.take_review(review_of(case, "赵岚"), by=actor("赵岚"), at=at, seq=None)
    keys = [one.id for one in db.session.scalars(select(Criterion).where(Criterion.street_id == home()))]
    actions.cast_score(review_of(case, "赵岚"), levels=dict.fromkeys(keys, 4), comment="", by=actor("赵岚"), at=at, seq=None)
    with pytest.raises(Refused, match="rubric-frozen"):
        set_rubric(season().id, street_id=home(), lines=OWN[::-1], by=actor("李科长"), at=at)
    with pytest.raises(IntegrityError, match="scored by"), unit_of_work():
        db.session.execute(update(Criterion).where(Criterion.id == keys[0]).values(weight=50))
    set_rubric(season().id, street_id=None, lines=OWN, by=actor("李科长"), at=at)
    assert (lines_of(None), "修改评分标准" in enter("李科长").get(f"/approval/{season().year}/rubric/{home()}").text) == (
        [(one.title, one.weight, "\n".join(one.anchors)) for one in OWN], False)


def test_the_seasons_rubric_rests_once_it_was_scored_by(idea, at):
    idea("scored")
    for street in (None, home()):
        with pytest.raises(Refused, match="rubric-frozen"):
            set_rubric(season().id, street_id=street, lines=OWN, by=actor("李科长"), at=at)
    with pytest.raises(Refused, match="rubric-frozen"):
        set_blind(season().id, blind=True, by=actor("李科长"), at=at)


def test_a_street_goes_back_to_the_seasons_rubric(enter, at):
    own_rubric(at)
    url = f"/approval/{season().year}/rubric/{home()}"
    assert enter("王主任").post(f"{url}/removal", page=url).status_code == 303
    assert lines_of(home()) == []


def test_a_page_from_before_the_change_is_told_and_its_comment_kept(enter, idea, at):
    case = idea("reviewing")
    review = review_of(case, "赵岚")
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    old = {f"criterion_{key}": "4" for key in levels(case)}
    judge = enter("赵岚")
    judge.get(f"/approval/reviews/{review}")
    own_rubric(at)
    page = judge.post(f"/approval/reviews/{review}", {**old, "comment": "先写的评语"})
    assert (page.status_code, "先写的评语" in page.text, "邻里需要" in page.text, db.session.get_one(Proposal, case).state) == (422, True, True, "reviewing")
