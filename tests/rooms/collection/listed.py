"""Lists of ideas as offices send them, and bringing one in as the command line does."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sqlalchemy import func, select

from proposals import clock
from proposals.accounts.models import Message, Person
from proposals.collection.importing import whole
from proposals.collection.models import IdeaImport, ImportedIdea, Proposal
from proposals.storage import db
from tests.drive import collection as drive

HEAD = ("序号", "题目", "要解决的问题", "建议的办法", "社区", "提案人", "联系电话", "提出日期", "来源", "工单号")
ONE = ("1", "下雪了谁来扫", "一冬天下好几场雪，院里摔了三个老人。", "每个楼栋选个召集人，社区给配铁锹。", "一西街", "周大姐", "13800000001", "2018-03-05", "微信", "")
TWO = ("2", "楼道堆满杂物", "一冬天下好几场雪，院里摔了三个老人。", "每个楼栋选个召集人，社区给配铁锹。", "西屯社区居委会", "吴大爷", "13800000002", "2018年3月6日", "服务台", "")
THREE = ("3", "旧书换着看", "谁家都有几十本看过的书，扔了可惜。", "在社区门口放个书架。", "六西街", "郑小妹", "13800000003", "2018/3/7 14:20", "", "GD-003")


def table(*rows: Sequence[str], head: Sequence[str] = HEAD, encoding: str = "utf-8-sig") -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A row with some cells different, by their heading."""
    return tuple(cells.get(title, cell) for title, cell in zip(HEAD, row, strict=True))


def many(count: int) -> list[tuple[str, ...]]:
    """So many different rows of different people."""
    return [changed(ONE, 序号=str(n), 题目=f"第{n}个点子", 提案人=f"居民{n}", 联系电话=f"137{n:08d}") for n in range(1, count + 1)]


def bring(content: bytes, *, by: str = "王主任", name: str = "名单.csv") -> IdeaImport:
    """Bring a list in; its state and figures can be read afterwards."""
    asked = whole.Asked(drive.season_id(), drive.who(by), {})
    return whole.bring(content, name=name, asked=asked, at=clock.now(), seen=lambda rows: None)


def look(content: bytes, *, by: str = "王主任", name: str = "名单.csv") -> list[tuple[int, str]]:
    """What would be told about a list: line and code."""
    asked = whole.Asked(drive.season_id(), drive.who(by), {})
    return [(finding.line, finding.code) for finding in whole.look(content, name=name, asked=asked, at=clock.now()).told()]


def ideas() -> list[Proposal]:
    """The ideas of lists in the order of their lines, as they are now."""
    db.session.rollback()
    return list(db.session.scalars(select(Proposal).join(ImportedIdea, ImportedIdea.proposal_id == Proposal.id).order_by(ImportedIdea.id)))


def letters() -> list[tuple[str, str]]:
    """Who was told what: (name, sentence's name)."""
    rows = db.session.execute(select(Person.name, Message.template).join(Person, Person.id == Message.person_id).order_by(Message.id))
    return [(row[0], row[1]) for row in rows]


def counted() -> tuple[int, int, int]:
    """How many ideas, people and lists there are."""
    one, two, three = (db.session.scalar(select(func.count()).select_from(model)) for model in (Proposal, Person, IdeaImport))
    return int(one or 0), int(two or 0), int(three or 0)
