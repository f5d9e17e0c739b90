"""``golden-idea similar`` on files: answers as CSV, faults by their lines, no database."""
from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from proposals.commands.similar import similar

CORPUS = "id,title,body\na,六楼下不来,想加装电梯\nb,加装电梯,老人爬楼难\nc,路灯坏了,天黑看不见\n"


def run(tmp_path, *options, corpus=CORPUS.encode()):
    (tmp_path / "corpus.csv").write_bytes(corpus)
    return CliRunner().invoke(similar, [str(tmp_path / "corpus.csv"), *options])


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_row_asks_for_the_rest_but_itself(tmp_path, mark):
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, "--top", "1", corpus=mark + CORPUS.encode()).stdout)))
    assert [(row["query_id"], row["rank"], row["id"]) for row in rows][:2] == [("a", "1", "b"), ("b", "1", "a")]
    assert "加装电梯" in rows[0]["shared"] and 0 < float(rows[0]["score"]) < 1


def test_queries_may_name_a_text_of_the_corpus(tmp_path):
    (tmp_path / "asked.csv").write_text("id,title,body\na,装电梯,\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, "--queries", str(tmp_path / "asked.csv"), "--top", "3").stdout)))
    assert {row["id"] for row in rows} >= {"a", "b"} and [row["rank"] for row in rows] == [str(place + 1) for place in range(len(rows))]


@pytest.mark.parametrize(("content", "said"), [
    (b"id,title\n1,a\n", "line 1: the column body is missing"), (b"id,title,body\n1,a,b\n1,c,d\n", "line 3: the id 1 stands in an earlier line"),
    (b'id,title,body\n1,"a\nb",c\n,x,y\n', "line 4: the id is empty"), (b"id,title,body\n1,,\n", "line 2: title and body are both empty"),
    (b"id,title,body\n1,\xff\xfe,b\n", "line 2: this is not UTF-8"), (b"id,title,body\n1,a,b,c\n", "line 2: this line has more cells"),
    (b'id,title,body\n1,"a\n', "unexpected end of data"), (b"", "line 1: the column id is missing")])
def test_a_bad_file_is_refused_line_by_line_with_exit_code_2(tmp_path, content, said):
    answer = run(tmp_path, corpus=content)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert said in answer.stderr
