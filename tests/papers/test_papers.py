"""Papers: the same data gives the same bytes, what people wrote stays text, and nothing is printed with holes."""
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from proposals import papers
from proposals.papers import fonts, printable
from proposals.papers.press import Press
from tests.house.source import ROOT

PRINT = ROOT / "templates" / "print"
NOTE = "〓: replaced"
HAN = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def press():
    """One press for this file: the fonts are read once in a process anyway."""
    return Press(PRINT, folders=())


def proof(press, *samples, kind="letter"):
    data = {"title": "试印", "samples": samples, "code": papers.qr("https://example.org/"), "issued_us": 1_500_000_000_000_000}
    return press.pdf("proof", data=data, kind=kind, language="zh", replaced=NOTE)


def words(content):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_same_data_gives_the_same_bytes(press):
    assert proof(press, "甲") == proof(press, "甲") != proof(press, "乙")


def test_what_people_wrote_is_printed_as_they_wrote_it(press):
    written = '#eval("1") *x* $a$ #read("/etc/passwd") </script>'
    assert written in words(proof(press, written))


def test_rare_names_are_printed(press):
    rare = "䶮㛃𬭎𬀩䲮㼆㙦㳚𫖯𬱖𠅤𫍲𬬭"
    printed = words(proof(press, rare))
    assert rare in printed and NOTE not in printed


def test_what_no_font_has_is_seen_and_said(press):
    printed = words(proof(press, "楼道\U0001f600和\U0001f468\u200d\U0001f469\u200d\U0001f467一家"))
    assert "楼道〓和〓一家" in printed and NOTE in printed


def test_a_sign_written_by_the_proposer_is_no_replacement(press):
    assert NOTE not in words(proof(press, "原文就有〓"))


@pytest.mark.parametrize("kind, mark", [("letter", b"pdfuaid:part"), ("archive", b"pdfaid:part")])
def test_each_kind_keeps_to_its_standard(press, kind, mark):
    reader = PdfReader(io.BytesIO(proof(press, "甲", kind=kind)))
    assert mark in reader.trailer["/Root"]["/Metadata"].get_data() and reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("source", ['#set text(font: "No Such Font")\nA', "#read(\"/etc/passwd\")", "#nothing"])
def test_a_template_that_does_not_compile_cleanly_prints_nothing(tmp_path, source):
    (tmp_path / "wrong.typ").write_text(source)
    with pytest.raises(papers.UnprintablePaper, match="wrong"):
        Press(tmp_path, folders=()).pdf("wrong", data={"issued_us": 0}, kind="letter", language="zh", replaced=NOTE)


def test_without_a_chinese_font_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"serif": ("No Such Font",), "sans": ("Noto Sans SC",)})
    with pytest.raises(papers.UnprintablePaper, match="no Chinese serif font"):
        fonts.case_of.__wrapped__(())


def test_the_program_prints_with_fonts_of_another_folder(monkeypatch):
    folder = fonts._packaged()[0]
    monkeypatch.setattr(fonts, "_packaged", list)
    case = fonts.case_of.__wrapped__((folder,))
    assert case.families == {"serif": "Noto Serif SC", "sans": "Noto Sans SC"} and case.printable[ord("屯")]


def test_the_doctor_names_the_fonts(app):
    answer = app.test_cli_runner().invoke(args=["doctor"])
    assert answer.exit_code == 0 and "papers, serif: Noto Serif SC" in answer.output and "papers: a page of" in answer.output


def test_the_doctor_says_what_to_install(app, monkeypatch):
    app.config["FONT_DIRS"] = "/nowhere"
    monkeypatch.setattr(fonts, "FAMILIES", {"serif": (), "sans": ()})
    answer = app.test_cli_runner().invoke(args=["doctor"])
    assert answer.exit_code == 1 and "fonts-noto-cjk" in answer.output


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_becomes_printable_and_stays_so(text):
    case = fonts.case_of(())
    made = printable.text(text, printable=case.printable)
    assert all(case.printable[ord(sign)] or sign in printable.KEPT for sign in made)
    assert printable.text(made, printable=case.printable) == made


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_printed(texts):
    assert proof(Press(PRINT, folders=()), *texts).startswith(b"%PDF")


def test_templates_have_no_words_of_their_own():
    """Every word on a paper comes from the catalogue with the data, so that it can be read in either language."""
    lines = [(file.name, line) for file in sorted(Path(PRINT).glob("*.typ")) for line in file.read_text().splitlines() if not line.startswith("//")]
    assert [found for found in lines if HAN.search(found[1])] == []
