"""Killed in the middle: whatever was told as booked is booked, whatever is asked again under its key is booked once, and the books add up."""
import multiprocessing
import os
import random
import signal
import tempfile
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from proposals.funding import verify
from proposals.funding.models import Entry
from proposals.funding.split import Scheme
from tests.databases import LASTING, PostgreSQL
from tests.rooms.funding import bare

KILLS, SERVER_KILLS, LONGEST_S = 20, 4, 0.12
AMOUNT, PROJECTS = 10**9, 5
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.rooms.funding.test_crash"])
pytestmark = pytest.mark.slow


def ground(url):
    """Rich books with a few signed projects."""
    bare.made(url)
    books = bare.signed(url, season=1, scheme=Scheme.plain((60, 40)), amount_fen=AMOUNT, commitments=PROJECTS)
    engine = bare.opened(url)
    with bare.writing(engine) as session:
        bare.received(session, books, fen=10 * AMOUNT)
        bare.committed(session, books)
        session.commit()
    return engine, books


def order(engine, books, number):
    """One order, kept before this returns; what it says depends on its number alone, as a form sent again says the same."""
    project, fen = books.commitments[number % PROJECTS], number % 50 + 1
    with bare.writing(engine) as session:
        bare.posted(session, books, project=project, parts=(3 * fen, 2 * fen), key=f"o{number}")
        session.commit()


def post_on(url, books, first, told):
    """Order after order until somebody ends it, telling each one that is kept."""
    engine, number = bare.opened(url), first
    while True:
        order(engine, books, number)
        told.send(number)
        number += 1


def killed_after(url, books, first, delay):
    """The orders that a client told of before it was killed."""
    ours, theirs = context.Pipe(duplex=False)
    client = context.Process(target=post_on, args=(url, books, first, theirs))
    client.start()
    theirs.close()
    told = [ours.recv()]
    time.sleep(delay)
    os.kill(client.pid, signal.SIGKILL)
    client.join()
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        return told


def booked(engine):
    """The numbers of the orders in the books, in their order; and the books add up."""
    with bare.writing(engine) as session:
        assert [finding for finding in verify.findings(session) if finding.kind.startswith(("ledger", "split"))] == []
        return [int(key[1:]) for key in session.scalars(select(Entry.idem_key).where(Entry.kind == "order").order_by(Entry.id))]


def test_twenty_killed_clients_lose_nothing_and_double_nothing(database_url):
    engine, books = ground(database_url)
    chance, acknowledged, unheard = random.Random(20), -1, 0
    for _kill in range(KILLS):
        acknowledged = killed_after(database_url, books, acknowledged + 1, chance.uniform(0, LONGEST_S))[-1]
        kept = booked(engine)
        assert kept[:acknowledged + 1] == list(range(acknowledged + 1)) and len(kept) - acknowledged in (1, 2)
        unheard += len(kept) - acknowledged - 1
    engine.dispose()
    print(f"{KILLS} kills, {acknowledged + 1} orders, {unheard} kept but never told")


@pytest.fixture
def lasting():
    """A server of this test's own that waits for the disk, because it will be killed."""
    server = PostgreSQL(Path(tempfile.mkdtemp(prefix="golden-idea-killed-")), settings=LASTING)
    yield server
    server.stop()


@pytest.mark.postgresql
def test_a_killed_server_loses_nothing_and_doubles_nothing(lasting):
    engine, books = ground(url := lasting.fresh())
    chance, number = random.Random(4), 0
    for _kill in range(SERVER_KILLS):
        killer = threading.Timer(chance.uniform(0.1, 0.4), lasting.kill)
        killer.start()
        with pytest.raises(DBAPIError):
            while True:
                order(engine, books, number)
                number += 1
        killer.join()
        engine.dispose()
        lasting.rise()
        engine = bare.opened(url)
        kept = booked(engine)
        assert kept[:number] == list(range(number)) and len(kept) - number in (0, 1)
    order(engine, books, number)
    assert booked(engine) == list(range(number + 1))
    engine.dispose()
