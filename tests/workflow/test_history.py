"""Nothing can be changed afterwards, and whatever was changed past the database is found."""
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from tests.workflow.machines import OWNER, STAFF, TITLE, start
from workflow.chain import canonical
from workflow.history import Finding, check_receipt, erase_payload, receipt, verify
from workflow.seals import Peaks, audit_path, seal_new
from workflow.tables import APPEND_ONLY, leaf, seal, step


@pytest.fixture
def cases(session, engine):
    """Three submitted cases under one seal, and one step after it."""
    found = [start(session, engine) for _ in range(3)]
    for case in found:
        engine.fire(session, case, "submit", OWNER, at=2, data=TITLE)
    seal_new(session, at=9)
    engine.fire(session, found[0], "hold", STAFF, at=10, note="林秀梅来电")
    session.commit()
    return found


FORGERIES = {
    "UPDATE wf_step SET actor = 'p9' WHERE id = 1": ["columns"],
    "UPDATE wf_step SET due_us = 5 WHERE id = 1": ["columns"],
    "UPDATE wf_step SET payload = '{}' WHERE seq = 3": ["payload"],
    "UPDATE wf_step SET body = '{}' WHERE seq = 3": ["hash", "columns", "payload"],
    "UPDATE wf_step SET prev = hash WHERE seq = 3": ["link", "hash"],
    "UPDATE wf_step SET seq = 4 WHERE seq = 3": ["gap", "columns", "head"],
    "DELETE FROM wf_step WHERE seq = 3": ["head"],
    "UPDATE wf_instance SET state = 'done' WHERE id = 2": ["head"],
    "UPDATE wf_instance SET season_id = 2 WHERE id = 2": ["columns"],
    "UPDATE wf_leaf SET hash = prev FROM wf_step WHERE wf_step.id = step_id AND no = 1": ["leaf", "seal"],
    "DELETE FROM wf_leaf WHERE no = 5": ["seal"],
    "UPDATE wf_seal SET prev = root": ["seal"],
}


def free_from_triggers(session):
    """What an insider with the database's own password can do."""
    names = {"sqlite": [f"DROP TRIGGER {table}_no_{what}" for table in ("wf_step", "wf_leaf", "wf_seal") for what in ("update", "delete")],
             "postgresql": [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("wf_step", "wf_leaf", "wf_seal")]}
    for statement in names[session.connection().dialect.name]:
        session.execute(text(statement))


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_past_the_triggers_is_found(session, cases, forgery):
    free_from_triggers(session)
    assert session.execute(text(forgery)).rowcount == 1
    assert [finding.kind for finding in verify(session)] == FORGERIES[forgery]


def test_a_whole_history_verifies(session, cases):
    assert verify(session) == []


def test_a_root_that_was_published_must_be_ours(session, cases):
    assert verify(session, root="ab" * 32) == [Finding("root", (), f"no seal has the root {'ab' * 32}")]
    assert verify(session, root=session.scalar(text("SELECT root FROM wf_seal"))) == []


@pytest.mark.parametrize("table", APPEND_ONLY, ids=str)
def test_the_database_refuses_to_change_or_delete(session, cases, table):
    column = next(column.name for column in table.columns if column.name not in ("payload", "salt"))
    for statement in (f"UPDATE {table.name} SET {column} = {column}", f"DELETE FROM {table.name}"):
        with pytest.raises(IntegrityError, match="append-only"):
            session.execute(text(statement))
        session.rollback()
    assert verify(session) == []


@pytest.mark.parametrize("table", [step, leaf, seal], ids=str)
def test_nothing_is_replaced_by_an_insert(ground, session, cases, table):
    if session.connection().dialect.name == "postgresql":
        statement = f"TRUNCATE {table.name} CASCADE"
    else:
        session.connection().exec_driver_sql("PRAGMA recursive_triggers = OFF")
        statement = f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name} LIMIT 1"
    with pytest.raises(IntegrityError, match="append-only"):
        session.execute(text(statement))


def test_what_people_wrote_can_be_forgotten(session, cases):
    said = session.execute(text("SELECT id, payload FROM wf_step WHERE seq = 3")).one()
    assert said.payload == '{"data":{},"note":"林秀梅来电"}'
    erase_payload(session, step_id=said.id)
    assert session.execute(text("SELECT payload, salt FROM wf_step WHERE seq = 3")).one() == (None, None)
    assert verify(session) == []


def test_sealing_continues_and_says_when_nothing_is_new(session, engine, cases):
    assert seal_new(session, at=11) is not None
    assert seal_new(session, at=12) is None
    assert verify(session) == []
    assert session.execute(text("SELECT n, size, at_us FROM wf_seal ORDER BY n")).all() == [(1, 6, 9), (2, 7, 11)]


def test_a_resident_can_check_the_receipt_alone(session, cases):
    for number in range(1, 7):
        paper = receipt(session, step_id=number)
        assert check_receipt(paper)
        assert not check_receipt(paper | {"body": paper["body"].replace("owner1", "owner2")})
    assert receipt(session, step_id=7) is None


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13])
def test_every_leaf_has_a_way_to_the_root(size):
    hashes = [f"{number:064x}" for number in range(size)]
    peaks = Peaks()
    for each in hashes:
        peaks.add(each)
    for index in range(size):
        assert len(audit_path(hashes, index=index)) <= size.bit_length()
    assert peaks.size == size


def test_the_text_is_the_same_everywhere():
    assert canonical({"b": [1, None, True], "a": "梅"}) == '{"a":"梅","b":[1,null,true]}'
    with pytest.raises(TypeError):
        canonical({"a": [{"b": 0.1}]})


def test_verifying_reads_each_table_once(ground, session, cases):
    said = []
    event.listen(ground.database, "before_cursor_execute", lambda *args: said.append(args[2]))
    verify(session)
    assert len([statement for statement in said if not statement.startswith("BEGIN")]) == 4
