"""A list of ideas is taken in as a whole or not at all: whose they are, when they were given and how they came is kept, and nobody is flooded."""
from datetime import date, datetime

import openpyxl
import pytest

from proposals import clock, sheets
from proposals.collection.actions import Contact, enter
from proposals.collection.importing import entries
from proposals.collection.models import ImportedIdea
from proposals.collection.queries import funnel, timeline
from proposals.storage import db
from tests.drive import collection as drive
from tests.rooms.collection.listed import HEAD, ONE, THREE, TWO, bring, changed, counted, ideas, letters, look, many, table
from tests.sheets.books import saved, workbook
from workflow import Refused

SQLITE = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_each_idea_keeps_its_proposer_its_day_and_its_channel(app):
    job = bring(table(ONE, TWO, THREE))
    told = [(idea.state, idea.contact_name, idea.proposer.phone, str(idea.form_date), idea.channel, idea.assisted_by.name, idea.community.name)
            for idea in ideas()]
    assert told == [("submitted", "周大姐", "13800000001", "2018-03-05", "web", "王主任", "一西街社区居委会"),
                    ("submitted", "吴大爷", "13800000002", "2018-03-06", "desk", "王主任", "西屯社区居委会"),
                    ("submitted", "郑小妹", "13800000003", "2018-03-07", "import", "王主任", "六西街社区居委会")]
    assert (job.state, job.added, job.rows, job.content) == ("done", 3, None, None)
    rows = db.session.query(ImportedIdea).order_by(ImportedIdea.line).all()
    assert [(row.line, row.external, row.source) for row in rows] == [(2, "", "微信"), (3, "", "服务台"), (4, "GD-003", "")]


def test_the_history_says_who_entered_it_and_that_it_was_given_before(app):
    bring(table(ONE))
    step = timeline(ideas()[0].id, full=True)[0]
    assert (step.name, step.who, step.data["form_date"]) == ("submit", "王主任", "2018-03-05")
    assert clock.today(step.at_us) == clock.today(clock.now())


def test_one_wrong_row_keeps_the_whole_list_out_and_is_named(app):
    before = counted()
    content = table(ONE, changed(TWO, 社区="没有这个社区", 联系电话="12"), THREE, changed(THREE, 提出日期="三月五日", 提案人="", 工单号=""))
    assert look(content) == [(3, "community-unknown"), (3, "phone-unread"), (5, "name-missing"), (5, "date-unread")]
    with pytest.raises(Refused) as refusal:
        bring(content)
    assert (codes(refusal), refusal.value.problems[0].facts, counted()) == (["import-has-errors"], {"count": 2}, before)


def test_what_the_rules_refuse_is_named_by_its_line_too(app):
    eleven = [changed(ONE, 题目=f"第{n}个点子") for n in range(11)]
    assert look(table(TWO, *eleven)) == [(13, "too-many-of-one")]
    for n in range(3):
        enter(drive.season_id(), idea=drive.idea_text(f"早先第{n}个"), contact=Contact("周大姐", ONE[6]), channel="desk", by=drive.who("张小雨"), at=clock.now())
    assert look(table(TWO, *eleven)) == [(10, "too-many-of-one"), (11, "too-many-of-one"), (12, "too-many-of-one"), (13, "too-many-of-one")]


def test_the_same_list_again_adds_nothing_and_a_grown_one_its_new_rows(app):
    bring(table(ONE, TWO))
    again = bring(table(ONE, TWO))
    grown = bring(table(TWO, ONE, THREE, encoding="gb18030"), by="周敏")
    assert ([again.added, grown.added], len(ideas())) == ([0, 1], 3)
    assert bring(table(changed(THREE, 题目="旧书换着看吧"))).added == 0
    assert look(table(changed(THREE, 题目="旧书换着看吧"))) == [(2, "row-changed")]
    assert look(table(changed(THREE, 提案人="别人"))) == [(2, "number-of-another")]


def test_the_same_words_of_two_people_are_two_ideas_and_the_same_row_is_one(app):
    content = table(ONE, changed(ONE, 提案人="周大哥"), ONE, changed(ONE, 序号="9"))
    assert look(content) == [(4, "row-repeated"), (5, "row-repeated")]
    assert bring(content).added == 2
    assert [idea.contact_name for idea in ideas()] == ["周大姐", "周大哥"]


def test_everybody_gets_one_letter_whatever_the_list_holds(app):
    six = [changed(ONE, 题目=f"第{n}个点子") for n in range(6)]
    bring(table(*six, TWO))
    assert sorted(letters()) == sorted([("周大姐", "ideas_entered"), ("吴大爷", "received"), ("王主任", "import_done"), ("孙干事", "ideas_arrived"),
                                        ("何静", "ideas_arrived"), ("周敏", "ideas_arrived")])


@pytest.mark.parametrize("name", ["林秀梅", "刘芳", "陈会计"])
def test_who_has_no_such_post_brings_no_list(app, name):
    before = counted()
    with pytest.raises(Refused) as refusal:
        bring(table(ONE), by=name)
    assert (codes(refusal), counted()) == (["import-post-needed"], before)


@SQLITE
def test_a_clerk_brings_ideas_of_the_own_street_only(app):
    assert look(table(ONE, changed(TWO, 社区="钢铁")), by="张小雨") == [(3, "street-not-yours")]
    assert bring(table(ONE, changed(TWO, 社区="钢铁")), by="李科长").added == 2


@SQLITE
def test_bodies_stay_whole_whatever_is_in_them(app):
    body = "第一行\t有制表符\n第二行\n\n" + "很长的话。" * 1400 + "👵🏽𠅤龘"
    title = "这是一个特别长的题目" * 8
    bring(workbook([HEAD, changed(ONE, 要解决的问题=body), changed(TWO, 题目=title, 要解决的问题="'=1+1 不是公式，是正文")]), name="名单.xlsx")
    first, second = ideas()
    assert first.problem == body
    assert (second.title, second.problem) == (title[:59] + "…", f"{title}\n=1+1 不是公式，是正文")


@SQLITE
def test_days_are_understood_however_they_were_kept(app):
    book = openpyxl.Workbook()
    days = [date(2018, 3, 5), datetime(2018, 3, 5, 14, 20), 43164, 43164.597, "43164", "2018-3-5", "2018年3月5日", "2018/03/05 14:20", "2018年3月5日下午2点", "20180305"]
    for row in [HEAD, *([*changed(ONE, 题目=f"第{n}个点子")[:7], day, "", ""] for n, day in enumerate(days))]:
        book.active.append(list(row))
    assert bring(saved(book), name="名单.xlsx").added == len(days)
    assert {idea.form_date for idea in ideas()} == {date(2018, 3, 5)}


@SQLITE
@pytest.mark.parametrize(("head", "found"), [
    (("Idea title", "Problem", "Suggestion", "Community", "Name", "Mobile", "Date", "Channel", "Case number"), 9),
    (("1、题目（必填）", "*要解决的问题", "您的办法：", "所在社区", "姓 名", "手机号码", "提交时间", "来源渠道", "原编号"), 9)])
def test_columns_are_known_in_both_languages(app, head, found):
    content = table(ONE[1:], head=head)
    assert (look(content), bring(content).added) == ([], 1)
    assert (ideas()[0].title, ideas()[0].contact_name, str(ideas()[0].form_date)) == (ONE[1], ONE[5], "2018-03-05")


@SQLITE
def test_a_list_with_one_column_of_text_and_a_title_above_the_table(app):
    rows = [["附件 1：金点子征集汇总表"], ["街道", "金点子内容", "联系人"], ["西屯街道", "楼道里没有扶手。希望加装扶手。", "周大姐"]]
    content = workbook(rows)
    assert look(content, name="表.xlsx") == [(3, "title-from-text"), (3, "street-only"), (3, "phone-missing")]
    bring(content, name="表.xlsx")
    idea = ideas()[0]
    assert (idea.title, idea.solution, idea.proposer.phone, idea.community.name) == ("楼道里没有扶手", entries.NO_SOLUTION, None, "西屯街道")


@SQLITE
def test_what_cannot_be_read_says_why(app):
    with pytest.raises(sheets.UnreadableSheet, match="不是 CSV 或 XLSX"):
        bring(b"\x89PNG\x00\x01")
    assert counted()[2] == 0


def test_six_hundred_rows_count_as_six_hundred_collected(app):
    assert bring(table(*many(600)), by="周敏").added == 600
    assert funnel(drive.season_id()).collected == 600
