"""Two windows of one judge: what each of them holds is shown side by side, and the judge says which counts."""
import pytest

from proposals.approval import actions
from proposals.approval.models import Review, ScoreDraft
from proposals.storage import db
from tests.kit import Forms
from tests.rooms.approval.asking import review_of, send, sheet
from tests.rooms.approval.planned import actor

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


@pytest.fixture
def windows(enter, idea, at):
    """The judge, the review's address, and the forms of two windows; the first has saved."""
    case = idea("reviewing")
    review = review_of(case, "赵岚")
    actions.take_review(review, by=actor("赵岚"), at=at, seq=None)
    judge, url = enter("赵岚"), f"/approval/reviews/{review}"
    first, second = (Forms(judge.get(url).text).posting_to(url) for _window in range(2))
    send(judge, f"{url}/draft", {**first, **sheet(case, 3, "第一个窗口")})
    return judge, url, {**second, **sheet(case, 5, "第二个窗口")}


def kept(url):
    db.session.rollback()
    draft = db.session.get_one(ScoreDraft, int(url.rpartition("/")[2]))
    return draft.comment, draft.turn


def test_the_script_is_given_both_values_and_the_way_to_choose(windows):
    judge, url, second = windows
    answer = send(judge, f"{url}/draft", second, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["compare"][-1], answer.json["over"]) == (409, ["评语", "第二个窗口", "第一个窗口"], "1")
    assert (answer.json["compare"][0][1:], kept(url)) == (["5", "3"], ("第一个窗口", 1))


@pytest.mark.parametrize("to", ["/draft", ""])
def test_without_script_nothing_typed_is_lost_and_nothing_overwritten(windows, to):
    judge, url, second = windows
    page = send(judge, url + to, second)
    assert (page.status_code, page.text.count("第一个窗口") >= 1, "第二个窗口" in page.text, "以这个窗口为准" in page.text) == (409, True, True, True)
    assert (kept(url), db.session.get_one(Review, int(url.rpartition("/")[2])).state) == (("第一个窗口", 1), "scoring")


def test_the_judge_chooses_this_window_and_seals_it(windows):
    judge, url, second = windows
    assert send(judge, f"{url}/draft", {**second, "over": "1"}).status_code == 303
    assert kept(url) == ("第二个窗口", 2)
    assert judge.post(url, {}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Review, int(url.rpartition("/")[2])).total_hundredths == 10_000
