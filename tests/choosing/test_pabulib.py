"""Elections as files: what is read, what is refused, and what was written reads the same."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.choosing import pabulib
from proposals.choosing.pabulib import Ballot, Election, Unreadable
from proposals.choosing.projects import Project
from tests.choosing.cases import SOME

SMALL = """META
key;value
description;市民投票
budget;1 000,50
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
7;600;2;"路灯; 河边";1
12;400.5;1;长椅;0

VOTES
voter_id;vote;age
1;7,12;70
2;7,99,7;
"""


def test_an_election_is_read_with_its_decimals_as_whole_numbers():
    election = pabulib.read("\ufeff" + SMALL.replace("\n", "\r\n"))
    assert election == Election(
        {"description": "市民投票", "budget": "1 000,50", "vote_type": "approval"}, 10005,
        (Project("7", 6000, 20, tie=(6000, 0)), Project("12", 4005, 10, tie=(4005, 1))),
        (Ballot("1", ("7", "12"), None, {"age": "70"}), Ballot("2", ("7",), None, {"age": ""})),
        10, frozenset({"7"}), {"7": {"name": "路灯; 河边"}, "12": {"name": "长椅"}}, 1)


@pytest.mark.parametrize(("votes", "kind", "counted"), [
    ("1;a,b\n2;b\n3;\n", "approval", [1, 2]), ("1;a,b;3,2\n2;b,a;1,4\n", "cumulative", [7, 3]), ("1;a,b\n2;b\n", "ordinal", [2, 3])])
def test_where_the_file_does_not_count_the_ballots_are_counted(votes, kind, counted):
    head = "voter_id;vote;points" if kind == "cumulative" else "voter_id;vote"
    election = pabulib.read(f"META\nbudget;5\nvote_type;{kind}\nPROJECTS\nproject_id;cost\na;1\nb;2\nVOTES\n{head}\n{votes}")
    assert [project.score for project in election.projects] == counted
    assert election.approval == (kind == "approval")


HEAD = "META\nbudget;5\nvote_type;{kind}\n{more}PROJECTS\nproject_id;cost;votes;score\na;1;2;7\nb;2;3;\nVOTES\nvoter_id;vote;points\n"


@pytest.mark.parametrize(("kind", "more", "votes", "counted"), [
    ("approval", "", "", [2, 3]), ("choose-1", "", "1;a;\n", [2, 3]), ("cumulative", "", "1;a,b;3,2\n2;a;1\n", [4, 2]), ("cumulative", "", "", [2, 3]),
    ("scoring", "default_score;-1\n", "1;a;3\n2;b,a;4,0\n3;;\n", [2, 2]), ("ordinal", "", "1;b,a;\n2;b;\n", [1, 4])])
def test_votes_count_approvals_and_only_voters_where_there_are_points_or_orders(kind, more, votes, counted):
    election = pabulib.read(HEAD.format(kind=kind, more=more) + votes)
    assert [project.score for project in election.projects] == counted


def test_approvals_go_before_a_score_that_counts_something_else():
    election = pabulib.read(HEAD.format(kind="approval", more="").replace("b;2;3;", "b;2;1;9"))
    assert [project.score for project in election.projects] == [2, 1]


def test_a_quoted_cell_may_stand_behind_a_space():
    assert pabulib.read(SMALL.replace(';"', '; "').replace("id;cost", "id; cost").replace("META", "META;")) == pabulib.read(SMALL)


def test_the_withdrawn_are_named():
    assert (pabulib.read(SMALL).withdrawn, pabulib.read(SMALL.replace(";600;", ";999999999;")).withdrawn) == (frozenset(), {"7"})


def test_ballots_of_one_voter_all_count_and_are_told():
    election = pabulib.read(SMALL.replace("\n2;7", "\n1;7"))
    assert ([ballot.choice for ballot in election.ballots], election.doubles) == ([("7", "12"), ("7",)], 1)


def test_scores_may_be_means_and_points_below_nothing():
    election = pabulib.read("META\nbudget;5\nvote_type;scoring\nPROJECTS\nproject_id;cost;score\na;1;-0.5\nb;2;3.333333\nVOTES\nvoter_id;vote;points\n1;a;-1\n")
    assert ([project.score for project in election.projects], election.unit, election.ballots[0].points) == ([-500000, 3333333], 10**6, (-10**6,))
    assert pabulib.read(pabulib.write(election)).projects == election.projects


@pytest.mark.parametrize(("old", "new", "code"), [
    ("VOTES\n", "", "no-section"), ("META\n", "", "before-meta"), ("budget;1 000,50\n", "", "not-a-number"), (";600;", ";six;", "not-a-number"),
    (";600;", ";-6;", "not-a-number"), (";600;", ";NaN;", "not-a-number"), (";600;", ";0.0000000000001;", "not-a-number"), ("\n12;", "\n7;", "comes-twice"),
    ("voter_id;vote;age", "voter_id;vote;points", "points-differ"), ("voter_id;vote;age", "voter_id;age", "no-column"),
    ("voter_id;vote;age", "vote", "no-column"), ("id;cost;", "id;price;", "no-column"), ("\n12;", "\nPROJECTS\nproject_id;cost\n12;", "section-twice"),
    ("budget", "min_project_score_threshold;ten\nbudget", "not-a-number"), (";600;", ";1,234.5;", "not-a-number"),
    ('7;600;2;"路灯; 河边";1\n12;400.5;1;长椅;0\n', "", "no-projects"), ("VOTES\nvoter_id;vote;age\n1;7,12;70\n2;7,99,7;\n", "", "no-section")])
def test_what_is_no_election_is_refused_with_its_place(old, new, code):
    assert old in SMALL
    with pytest.raises(Unreadable) as refused:
        pabulib.read(SMALL.replace(old, new))
    assert refused.value.code == code and str(refused.value)


def test_the_least_score_asked_for_is_in_the_units_of_the_election():
    lines = [pabulib.read(SMALL.replace("budget", f"min_project_score_threshold;{said}\nbudget")) for said in ("", "30", "2.25")]
    assert [(election.line, election.unit) for election in lines] == [(None, 10), (300, 10), (225, 100)]


WORDS = st.text(alphabet='甲乙ab ;"，', max_size=6).map(str.strip)
ROWS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 50), WORDS), min_size=1, max_size=5)


@SOME
@given(ROWS, st.sampled_from([1, 100]), st.lists(st.lists(st.integers(0, 4), unique=True), max_size=6), WORDS, st.booleans())
def test_what_was_written_reads_the_same(rows, unit, votes, description, decided):
    listed = tuple(Project(str(n), cost * unit + (unit > 1), score * unit, tie=(cost * unit + (unit > 1), n)) for n, (cost, score, _name) in enumerate(rows))
    election = Election(
        {"description": description, "budget": "7", "vote_type": "approval", "num_projects": str(len(rows)), "num_votes": str(len(votes))}, 7 * unit, listed,
        tuple(Ballot(f"v{n}", tuple(str(each) for each in vote if each < len(rows)), None, {"age": "70"}) for n, vote in enumerate(votes)), unit,
        frozenset({"0"}) if decided else None, {str(n): {"name": name} for n, (_cost, _score, name) in enumerate(rows)})
    assert pabulib.read(pabulib.write(election)) == election
