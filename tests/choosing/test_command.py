"""``golden-idea choose`` on files: a reason for every project, by the rule asked for, without a database."""
import csv
import io

import pytest
from click.testing import CliRunner

from proposals.commands.choosing import choose

FILE = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost
a;60
b;50
c;40.5
d;39
VOTES
voter_id;vote
1;a,b
2;a
3;a,c
4;d,c
5;d,b
6;d
"""


def run(tmp_path, *options, content=FILE):
    file = tmp_path / "small.pb"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(choose, [str(file), *options])


@pytest.mark.parametrize(("options", "chosen", "last"), [
    ((), "da", ("b", "0", "rank 4: needs 50, only 1 left, 49 short")),
    (("--rule", "greedy-no-skip"), "da", ("b", "0", "rank 4: comes after project c, which the money left could not pay for")),
    (("--rule", "equal-shares"), "d", ("b", "0", "its 2 supporters have only 20.3 of 50 left")),
    (("--rule", "equal-shares", "--completion", "add1"), "da", ("b", "0", "its 2 supporters have only 40.3 of 50 left"))])
def test_every_project_gets_its_reason_by_the_rule_asked_for(tmp_path, options, chosen, last):
    answer = run(tmp_path, *options)
    rows = list(csv.reader(io.StringIO(answer.stdout)))
    assert (answer.exit_code, answer.stderr, rows[0], tuple(rows[-1])) == (0, "", ["project_id", "chosen", "reason"], last)
    assert ("".join(row[0] for row in rows if row[1] == "1"), sorted(row[0] for row in rows[1:])) == (chosen, list("abcd"))


def test_a_payment_is_told_in_the_units_of_the_file(tmp_path):
    rows = list(csv.reader(io.StringIO(run(tmp_path, "--rule", "equal-shares").stdout)))
    assert rows[1] == ["d", "1", "bought as number 1: its 3 supporters pay at most 13 each, as 3 full payers would"]


def test_a_project_below_the_elections_own_line_is_out_by_every_rule(tmp_path):
    content = FILE.replace("budget;100", "budget;1000\nmin_project_score_threshold;3")
    for rule in ("greedy", "greedy-no-skip", "equal-shares"):
        rows = {row["project_id"]: row for row in csv.DictReader(io.StringIO(run(tmp_path, "--rule", rule, content=content).stdout))}
        assert [rows[each]["chosen"] for each in "abcd"] == ["1", "0", "0", "1"]
        assert rows["b"]["reason"] == "rank 4: scored 2, the line is 3"


def test_no_rule_stops_at_a_withdrawn_project(tmp_path):
    content = FILE.replace("a;60", "a;999999999").replace("c;40.5", "c;60")
    for options in (("greedy",), ("greedy-no-skip",), ("equal-shares", "--completion", "add1")):
        rows = list(csv.reader(io.StringIO(run(tmp_path, "--rule", *options, content=content).stdout)))
        assert ("".join(row[0] for row in rows if row[1] == "1"), rows[-1]) == ("db", ["a", "0", "withdrawn: a cost of 999999999 stands for that"])


def test_a_limit_of_the_file_that_no_rule_follows_is_told(tmp_path):
    answer = run(tmp_path, content=FILE.replace("budget;100", "budget;100\nbudget_per_category;60,40\nleftover_budget;"))
    assert (answer.exit_code, answer.stderr) == (0, "small.pb: budget_per_category of the file is not followed: 60,40\n")


def test_names_that_are_no_project_are_counted_aloud(tmp_path):
    answer = run(tmp_path, content=FILE + "7;zz\n")
    assert (answer.exit_code, answer.stderr) == (0, "small.pb: 1 names on ballots are no project of the file; they count for nothing\n")


@pytest.mark.parametrize(("content", "options", "said"), [
    (b"\xff\xfe", (), "not a text in UTF-8"), ("", (), "the section META is missing"), (FILE, ("--completion", "add1"), "goes with --rule equal-shares only"),
    (FILE.replace("approval", "ordinal"), ("--rule", "equal-shares"), "equal-shares counts approval ballots"),
    (FILE, ("--rule", "best"), "'best' is not one of")])
def test_what_cannot_be_used_is_refused_with_exit_code_2(tmp_path, content, options, said):
    answer = run(tmp_path, *options, content=content)
    assert (answer.exit_code, answer.stdout, said in answer.stderr) == (2, "", True)
