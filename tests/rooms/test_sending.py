"""How every form answers: not filled in, refused, done, sent twice, its key used for something else."""
import pytest
from flask import get_flashed_messages
from werkzeug.exceptions import BadRequest

from proposals.errors import AnsweredBefore, KeyUsedOtherwise, Refusal
from proposals.forms import KeyedForm, line
from proposals.seasons.models import Season
from proposals.sending import Done, filled_in, pressed, sent
from proposals.storage import db
from proposals.words import sentence
from tests.house.source import ROOT, python_files
from workflow import Problem

KEY = "0123456789abcdef"


class TitleForm(KeyedForm):
    title = line("题目", longest=10)


def send(app, *, answer, **typed):
    """What the form gets back and what is said on the next page; without anything typed it is only looked at."""
    with app.test_request_context("/titles", method="POST" if typed else "GET", data=typed):
        form = TitleForm(meta={"csrf": False})
        return answer(form), get_flashed_messages(with_categories=True)


def name_it(form):
    """Give the season a new title, but not an evil one; the page shows what the season is called and what was typed."""
    season = db.session.query(Season).one()

    def do():
        season.title = form.title.data
        db.session.flush()
        if form.title.data == "恶名":
            raise Refusal("no-open-collection")
        return Done("/season", "已改名。")

    return sent(form, do=do, page=lambda: f"{season.title}|{form.title.data or ''}|{'，'.join(form.form_errors)}")


def title():
    db.session.rollback()
    return db.session.query(Season).one().title


def test_a_form_that_is_only_looked_at_is_shown(app):
    assert send(app, answer=name_it) == ((f"{title()}||", 200), [])


def test_a_form_not_filled_in_is_shown_again_with_what_was_typed(app):
    before = title()
    assert send(app, answer=name_it, key=KEY, title="一二三四五六七八九十长") == ((f"{before}|一二三四五六七八九十长|", 422), [])
    assert title() == before


def test_a_refusal_undoes_everything_and_is_told_on_the_page_as_the_matter_stands_then(app):
    before = title()
    with app.test_request_context():
        why = sentence(Problem.of("no-open-collection"))
    assert send(app, answer=name_it, key=KEY, title="恶名") == ((f"{before}|恶名|{why}", 409), [])
    assert title() == before


def test_what_is_done_is_said_and_leads_on(app):
    answer, said = send(app, answer=name_it, key=KEY, title="新名")
    assert (answer.status_code, answer.location, said) == (303, "/season", [("green", "已改名。")])
    assert title() == "新名"


def test_what_was_left_undone_is_said_after_what_was_done(app):
    _answer, said = send(app, answer=lambda form: pressed(form, do=lambda: Done("/season", "办了一项。", left=("另一项已经结束。",))), key=KEY, title="我")
    assert said == [("green", "办了一项。"), ("red", "另一项已经结束。")]


def test_sent_twice_it_gives_the_first_answer_again_and_says_nothing(app):
    send(app, answer=name_it, key=KEY, title="新名")
    with pytest.raises(AnsweredBefore) as again:
        send(app, answer=name_it, key=KEY, title="新名")
    assert again.value.location == "/season"


def test_a_key_used_otherwise_is_told_on_the_page(app):
    send(app, answer=name_it, key=KEY, title="新名")
    (page, status), _said = send(app, answer=name_it, key=KEY, title="又一个")
    assert (page, status) == ("新名|又一个|这张表单已经提交过另一份内容。请重新打开页面再填写。", 422)


def test_whoever_needs_no_key_answers_alone(app):
    def refuse():
        raise Refusal("no-open-collection")

    assert send(app, answer=lambda form: filled_in(form, then=lambda: "进来了", page=lambda: "门"), key=KEY, title="我") == ("进来了", [])
    assert send(app, answer=lambda form: filled_in(form, then=refuse, page=lambda: "门"), key=KEY, title="我") == (("门", 409), [])


def test_a_button_is_pressed_once_and_tells_of_refusals_elsewhere(app):
    def press(form):
        return pressed(form, do=lambda: Done("/season"))

    answer, said = send(app, answer=press, key=KEY, title="我")
    assert (answer.status_code, answer.location, said) == (303, "/season", [])
    with pytest.raises(KeyUsedOtherwise):
        send(app, answer=press, key=KEY, title="你")
    with pytest.raises(BadRequest):
        send(app, answer=press, key="short", title="我")


def test_no_page_answers_a_form_by_itself():
    own = {str(file.relative_to(ROOT / "proposals")) for file in python_files("proposals") if "with once(" in file.read_text()}
    assert own == {"api/views/moving.py", "sending.py"}
