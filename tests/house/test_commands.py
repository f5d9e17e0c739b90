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
