"""What staff fill in at the merge workbench, when a text is put together, and when an idea is split."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, NumberRange, Optional, Regexp

from workflow.chain import canonical

from ... import words
from ...collection.forms import options
from ...forms import KeyedForm, MoveForm, ReasonForm, WholeField, clean_line, clean_text, line, paragraph
from .asking import was_merged
from .joining import Joining, Source
from .wording import MOST_PASSAGES, Said

NUMBER = Regexp(r"^[0-9]{1,16}$", message=_l("表单已过期。请重新打开页面再填写。"))
OR_NONE = Regexp(r"^[0-9]{0,16}$", message=_l("表单已过期。请重新打开页面再填写。"))
TOO_LONG = _l("这里最多写 %(max)d 个字。请缩短一些。")
BLANK_ROWS = 1
PARTS = 5


class Inside(FlaskForm):
    """One row of another form, which has the token."""

    class Meta:
        """Inside another form."""

        csrf = False


class HolderForm(Inside):
    """An idea with its share of the credit: one that comes, one merged before, or the target itself."""

    idea = HiddenField(validators=[NUMBER])
    seq = HiddenField(validators=[NUMBER])
    kind = SelectField(_l("关系"), choices=options({"merge": _l("相近，合并完善"), "duplicate": _l("重复提出")}), default="merge")
    percent = WholeField(_l("署名贡献（百分比）"), validators=[Optional(), NumberRange(0, 100, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])


class PassageForm(Inside):
    """A passage of the combined text; left empty it is not taken over."""

    source = HiddenField(validators=[OR_NONE])
    part = HiddenField(validators=[Regexp(r"^(problem|solution)$")])
    text = TextAreaField(_l("文字"), filters=[clean_text], validators=[Length(max=8000, message=TOO_LONG)])
    place = WholeField(_l("顺序"), validators=[Optional(), NumberRange(1, 999, _l("请填写 %(min)s 到 %(max)s 之间的整数。"))])


class WordingForm(KeyedForm):
    """The combined text, passage by passage; ``seen`` is the version its writer had before them."""

    passages = FieldList(FormField(PassageForm), _l("合并后的文本"), max_entries=MOST_PASSAGES)
    seen = HiddenField(validators=[NUMBER])

    def offer(self, passages: Sequence[Said], *, seen: int) -> None:
        """Begin with these passages, in this order, and an empty row for each part."""
        self.seen.data = str(seen)
        for part in ("problem", "solution"):
            own = [said for said in passages if said.part == part]
            for place, said in enumerate(own, start=1):
                self.passages.append_entry({"part": part, "source": str(said.source_id or ""), "text": said.text, "place": place})
            for place in range(BLANK_ROWS):
                self.passages.append_entry({"part": part, "source": "", "text": "", "place": len(own) + 1 + place})

    def said(self) -> tuple[Said, ...]:
        """The passages that say something, in the order that was typed."""
        rows = sorted((row.form for row in self.passages if row.form.text.data), key=lambda row: row.place.data or 999)
        return tuple(Said(row.part.data, row.text.data, int(row.source.data) if row.source.data else None) for row in rows)

    def rows(self, part: str) -> list[PassageForm]:
        """The rows of one part, for the page."""
        return [row.form for row in self.passages if row.form.part.data == part]


class JoiningForm(WordingForm):
    """A merger: title of a new package, credit, text and reason. ``previewed`` is the digest of what the letters on the page were made from."""

    title = line(_l("新方案的题目"), longest=30, required=False)
    holders = FieldList(FormField(HolderForm), _l("署名贡献"), max_entries=200)
    note = paragraph(_l("向提案人说明为什么合并"), longest=1000)
    previewed = HiddenField(validators=[Regexp(r"^[0-9a-f]{0,64}$")])

    def hold(self, holders: Iterable[tuple[int, int]]) -> None:
        """Offer a share to each of these: case id and step number."""
        for idea, seq in holders:
            self.holders.append_entry({"idea": str(idea), "seq": str(seq)})

    def need_title(self) -> None:
        """A new package is nothing without a title: say so beforehand. The act refuses it without one."""
        self.title.flags.optional = False

    def held(self) -> dict[int, HolderForm]:
        """The rows by the idea they are about."""
        return {int(row.form.idea.data): row.form for row in self.holders}

    def joining(self, sources: Sequence[int], *, into: int | None, earlier: Sequence[int]) -> Joining:
        """The merger as it was put together on the page."""
        rows = self.held()
        coming = tuple(Source(each, int(rows[each].seq.data), rows[each].kind.data, rows[each].percent.data) for each in sources if each in rows)
        before = tuple((each, rows[each].percent.data if each in rows else None) for each in earlier)
        own = rows[into].percent.data if into in rows else None
        return Joining(coming, into, self.title.data or "", own, before, self.said(), int(self.seen.data), self.note.data or "")


def fingerprint(joining: Joining) -> str:
    """SHA-256 of all that the letters and the text are made from: what was read is what is done."""
    shares = [[source.id, source.kind, source.percent] for source in joining.sources] + [[joining.into, joining.own], *map(list, joining.earlier)]
    passages = [[said.part, said.text, said.source_id] for said in joining.passages]
    return hashlib.sha256(canonical([shares, joining.title, passages, joining.note]).encode()).hexdigest()


class UnmergeForm(ReasonForm):
    """Take an idea out again: first what that will do and what it leaves as it is."""

    def about(self, case_id: int) -> None:
        """Say to which state it goes back, and what becomes of the text, the credit and the letters."""
        found = was_merged(case_id)
        if found is None:
            return
        state, package = found
        back = _("恢复到合并之前的“%(state)s”。", state=words.state_title("proposal", state)) if state else ""
        self.told = (_("原文、提案人和编号从来没有动过。") + back,
                     _("“%(title)s”的合并文本里，出自这个点子的段落会划去并注明；以前的版本都不改。", title=package),
                     _("其余提案人的署名贡献按比例重新计算，他们和这位提案人都会收到通知；以后“%(title)s”的进展不再通知这位提案人。", title=package))


class PartForm(Inside):
    """One part of an idea that is split; wholly empty rows are left out."""

    title = StringField(_l("题目"), filters=[clean_line], validators=[Length(max=30, message=TOO_LONG)])
    problem = TextAreaField(_l("要解决的问题（不填就沿用原文）"), filters=[clean_text], validators=[Length(max=2000, message=TOO_LONG)])
    solution = TextAreaField(_l("怎么做（不填就沿用原文）"), filters=[clean_text], validators=[Length(max=2000, message=TOO_LONG)])
    unit = StringField(_l("转给哪个单位（留下做项目的不填）"), filters=[clean_line], validators=[Length(max=80, message=TOO_LONG)])

    def begun(self) -> bool:
        """Whether anything was filled in."""
        return any(field.data for field in self)

    def validate_title(self, field: Field) -> None:
        """A part that was begun has a name."""
        if self.begun() and not field.data:
            raise ValidationError(_("请给这一部分起个题目。"))


class SplittingForm(MoveForm):
    """Two to five parts, and why."""

    parts = FieldList(FormField(PartForm), _l("各个部分"), min_entries=PARTS, max_entries=PARTS)
    note = paragraph(_l("向提案人说明为什么拆分"), longest=1000)

    def begun(self) -> list[dict[str, Any]]:
        """The parts that were filled in, as the move takes them."""
        return [{name: row.form[name].data or "" for name in ("title", "problem", "solution", "unit")} for row in self.parts if row.form.begun()]
