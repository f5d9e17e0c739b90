"""The command line does what it says, and says what is wrong."""
import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from workflow.definitions import PROPOSAL


def run(app, *args):
    return app.test_cli_runner().invoke(args=list(args))


def written(tmp_path, workflow):
    file = tmp_path / "definition.json"
    file.write_text(workflow.canonical)
    return str(file)


def test_one_tick_says_what_it_did(app):
    answer = run(app, "tick")
    assert (answer.exit_code, answer.output.startswith("fired 0, reminded 0")) == (0, True)


def test_an_untouched_database_adds_up(app):
    answer = run(app, "verify")
    assert (answer.exit_code, answer.output) == (0, "everything adds up\n")


@pytest.mark.sqlite
@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_nothing_is_served_without_a_guard(app, seeded_url):
    with closing(sqlite3.connect(seeded_url.removeprefix("sqlite:///"))) as foreign:
        foreign.execute("DROP TRIGGER transfer_no_update")
    answer = run(app, "serve", "--port", "0")
    assert answer.exit_code == 1 and answer.output.endswith("golden-idea verify:\nschema-missing: trigger transfer_no_update\n")


def test_a_root_that_was_never_sealed_is_found(app):
    answer = run(app, "verify", "--root", "0" * 64)
    assert answer.exit_code == 1 and answer.output.endswith("1 findings\n")


def test_the_present_definition_allows_its_own_past(app, tmp_path):
    answer = run(app, "definition", "replay", written(tmp_path, PROPOSAL))
    assert (answer.exit_code, answer.output) == (0, "every step of the past is allowed\n")


def test_a_file_that_is_no_definition_is_told(app, tmp_path):
    (tmp_path / "wrong.json").write_text(json.dumps({"name": "proposal"}))
    answer = run(app, "definition", "replay", str(tmp_path / "wrong.json"))
    assert answer.exit_code == 1 and "is not a definition" in answer.output


def test_moving_a_season_is_counted_before_it_is_done(app, tmp_path):
    newer = replace(PROPOSAL, transitions=tuple(reversed(PROPOSAL.transitions)))
    answer = run(app, "definition", "migrate", written(tmp_path, newer), "--season", "1", "--dry-run")
    assert (answer.exit_code, answer.output) == (0, "0 cases would move\n")


def test_the_demonstration_needs_an_empty_instance(app):
    answer = run(app, "demo")
    assert answer.exit_code == 1 and "needs an empty one" in answer.output


def test_the_replay_needs_an_empty_instance(app):
    answer = run(app, "season", "replay")
    assert answer.exit_code == 1 and "needs an empty instance" in answer.output


def a_list(tmp_path, *, community="一西街"):
    file = tmp_path / "ideas.csv"
    file.write_text(f"title,problem,suggestion,community,name,phone,date\n下雪了谁来扫,院里摔了三个老人。,选个召集人。,{community},周大姐,13800000001,2018-03-05\n")
    return str(file)


def test_a_list_is_looked_at_brought_in_once_and_taken_back(app, tmp_path):
    file = a_list(tmp_path)
    assert run(app, "import", "ideas", file, "--dry-run").output.startswith("1 would be added, 0 there already")
    assert run(app, "import", "ideas", file, "--by", "wang").output.startswith("list 1: 1 added")
    assert run(app, "import", "ideas", file).output.startswith("list 2: 0 added, 1 there already")
    assert run(app, "import", "undo", "1", "--reason", "试一试").output == "list 1: 1 ideas taken back\n"
    answer = run(app, "import", "ideas", file, "--season", "1999")
    assert answer.exit_code == 1 and "no season of 1999" in answer.output


def test_a_wrong_list_is_told_by_line_and_nothing_is_added(app, tmp_path):
    for asked in ((), ("--dry-run",)):
        answer = run(app, "import", "ideas", a_list(tmp_path, community="没有这里"), *asked)
        assert answer.exit_code == 1 and "ideas.csv:2: 没有找到叫“没有这里”的社区" in answer.output
    assert "没有这一列" in run(app, "import", "ideas", a_list(tmp_path), "--column", "title=题目").output
