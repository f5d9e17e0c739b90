"""Books with nothing around them: seasons, funds and signed commitments in a fresh database, for what only posts."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, insert
from sqlalchemy.orm import Session

from proposals import rooms, storage
from proposals.directory.models import Area
from proposals.funding import ledger
from proposals.funding.models import Commitment, CommitmentBand, CommitmentShare, Fund
from proposals.funding.split import Scheme
from proposals.seasons.models import Season
from workflow import SYSTEM
from workflow.tables import metadata

STREET = 1
FAR_AHEAD = 10**16
assert rooms.ROOMS


@dataclass(frozen=True, slots=True)
class Books:
    """One season's: the funds by number, the commitments, what each was signed for, and how it falls on the funds."""

    season: int
    funds: tuple[int, ...]
    commitments: tuple[int, ...]
    amount_fen: int
    scheme: Scheme

    @property
    def signed(self) -> tuple[int, ...]:
        """What each fund signed for one commitment."""
        return self.scheme.shares(self.amount_fen)


def made(url: str) -> None:
    """The tables with their guards, and a street."""
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.create_all(connection, tables=[table for table in metadata.sorted_tables if not table.name.startswith("test_")])
        connection.execute(insert(Area), {"id": STREET, "name": "西屯街道", "short_name": "西屯", "kind": "street", "letters": "XT", "code": "110100001"})
    engine.dispose()


def signed(url: str, *, season: int, scheme: Scheme, amount_fen: int, commitments: int) -> Books:
    """A season with its funds and so many commitments of one amount; what an agreement rests on is left out."""
    sources = range(len(scheme.bands[0].weights))
    books = Books(season, tuple(season * 10 + i for i in sources), tuple(season * 100 + number for number in range(1, commitments + 1)), amount_fen, scheme)
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(insert(Season), {"id": season, "year": 2000 + season, "ordinal": season, "title": f"第 {season} 届"})
        connection.execute(insert(Fund), [{"id": fund, "season_id": season, "code": f"f{fund}", "title": f"来源 {fund}", "weight": 1, "position": place}
                                          for place, fund in enumerate(books.funds, start=1)])
        for number in books.commitments:
            _sign(connection, books, number=number)
    engine.dispose()
    return books


def _sign(connection: Connection, books: Books, *, number: int) -> None:
    connection.execute(insert(Commitment), {"id": number, "proposal_id": number, "agreement_id": number, "amount_fen": books.amount_fen, "at_us": 1})
    connection.execute(insert(CommitmentShare), [{"commitment_id": number, "fund_id": fund, "position": place, "weight": 1, "amount_fen": part}
                                                 for place, (fund, part) in enumerate(zip(books.funds, books.signed, strict=True), start=1)])
    connection.execute(insert(CommitmentBand), [{"commitment_id": number, "band": row.band, "start_fen": row.start_fen, "fund_id": books.funds[row.source],
                                                 "position": row.source + 1, "weight": row.weight, "amount_fen": row.amount_fen}
                                                for row in books.scheme.rows(books.amount_fen)])


def opened(url: str) -> Engine:
    """As the program opens its database."""
    engine = create_engine(url, **storage.engine_options(url))
    storage.watch({None: engine})
    return engine


def writing(engine: Engine) -> Session:
    """A session in one write transaction; whoever asked commits it."""
    session = Session(engine)
    session.connection(execution_options={"begin": "write"})
    return session


def received(session: Session, books: Books, *, fen: int) -> None:
    """So much in each fund's pool."""
    for fund in books.funds:
        ledger.post(session, kind="receipt", season_id=books.season, commitment_id=None, legs=[(fund, "origin", "pool", fen)], idem_key=f"receipt:{fund}",
                    actor=SYSTEM, at=FAR_AHEAD)


def committed(session: Session, books: Books) -> None:
    """Every commitment bound to its funds."""
    for number in books.commitments:
        ledger.post(session, kind="commit", season_id=books.season, commitment_id=number, legs=split_legs(books, "pool", "commit", parts=books.signed),
                    idem_key=f"commit:{number}", actor=SYSTEM, at=FAR_AHEAD)


def split_legs(books: Books, source: str, target: str, *, parts: Sequence[int]) -> list[ledger.Leg]:
    """Parts of all funds as legs; who gives nothing has none."""
    return [(fund, source, target, part) for fund, part in zip(books.funds, parts, strict=True) if part]


def posted(session: Session, books: Books, *, project: int, parts: Sequence[int], key: str) -> ledger.Posted:
    """An order of these parts."""
    return ledger.post(session, kind="order", season_id=books.season, commitment_id=project, idem_key=key, actor=SYSTEM, at=FAR_AHEAD,
                       legs=split_legs(books, "commit", "order", parts=parts))
