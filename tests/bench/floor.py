"""The floor: the barest Flask program that does the same durable work, without rights, words, layout or history.

Served like the product. ``python -m tests.bench.floor PORT`` with the database in GOLDEN_IDEA_FLOOR.
"""
from __future__ import annotations

import logging
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, request
from jinja2 import Template
from waitress import serve

FILE = "GOLDEN_IDEA_FLOOR"
IDEAS, REVIEWS_EACH, PAGE_ROWS, BULK = 2_336, 3, 50, 200
SCHEMA = """
PRAGMA journal_mode=WAL;
CREATE TABLE idea (id INTEGER PRIMARY KEY, number TEXT, title TEXT, state TEXT, street TEXT, body TEXT);
CREATE TABLE review (id INTEGER PRIMARY KEY, idea_id INTEGER, judge TEXT, points INTEGER);
CREATE INDEX review_idea ON review (idea_id);
CREATE TABLE step (id INTEGER PRIMARY KEY, idea_id INTEGER, name TEXT, body TEXT);
CREATE INDEX step_idea ON step (idea_id);
"""
LIST = Template("<table>{% for row in rows %}"
                "<tr><td>{{ row[1]|e }}<td><a href=/idea/{{ row[0] }}>{{ row[2]|e }}</a><td>{{ row[3]|e }}<td>{{ row[4]|e }}{% endfor %}</table>")
DETAIL = Template("<h1>{{ idea[2]|e }}</h1><p>{{ idea[5]|e }}<ol>{% for row in rows %}<li>{{ row[0]|e }} {{ row[1]|e }}{% endfor %}</ol>")
app = Flask(__name__)
_own = threading.local()


def make(file: Path) -> None:
    """The floor's database: as many ideas and reviews as the product holds in the comparison."""
    connection = sqlite3.connect(file)
    connection.executescript(SCHEMA)
    ideas = ((n, f"2018-XT-{n:04d}", f"第 {n} 个金点子", "accepted", "西屯", "楼道加装扶手" * 20) for n in range(1, IDEAS + 1))
    connection.executemany("INSERT INTO idea VALUES (?, ?, ?, ?, ?, ?)", ideas)
    reviews = ((n, judge, 60 + (n + judge) % 40) for n in range(1, IDEAS + 1) for judge in range(REVIEWS_EACH))
    connection.executemany("INSERT INTO review (idea_id, judge, points) VALUES (?, ?, ?)", reviews)
    connection.executemany("INSERT INTO step (idea_id, name, body) VALUES (?, 'submit', 'x')", ((n,) for n in range(1, IDEAS + 1)))
    connection.commit()
    connection.close()


def database() -> sqlite3.Connection:
    """One connection per thread; every commit reaches the disk."""
    if not hasattr(_own, "connection"):
        _own.connection = sqlite3.connect(os.environ[FILE], isolation_level=None)
        _own.connection.execute("PRAGMA synchronous=FULL")
    return _own.connection


@app.get("/")
def bare() -> str:
    """A page that knows everything already."""
    return "<h1>金点子</h1>"


@app.get("/list")
def fifty() -> str:
    """Fifty rows."""
    return LIST.render(rows=database().execute("SELECT id, number, title, state, street FROM idea ORDER BY id DESC LIMIT ?", (PAGE_ROWS,)).fetchall())


@app.get("/idea/<int:number>")
def detail(number: int) -> str:
    """One idea with its steps."""
    idea = database().execute("SELECT * FROM idea WHERE id = ?", (number,)).fetchone()
    return DETAIL.render(idea=idea, rows=database().execute("SELECT name, body FROM step WHERE idea_id = ? LIMIT 50", (number,)).fetchall())


@app.post("/insert")
def insert() -> str:
    """One durable row."""
    connection = database()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO step (idea_id, name, body) VALUES (?, 'submit', ?)", (IDEAS + 1, request.form["body"]))
    connection.execute("COMMIT")
    return "kept"


@app.post("/bulk")
def bulk() -> str:
    """Two hundred rows changed and two hundred added, in one durable transaction."""
    connection = database()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("UPDATE idea SET state = ? WHERE id = ?", [(request.form["state"], n) for n in range(1, BULK + 1)])
    connection.executemany("INSERT INTO step (idea_id, name, body) VALUES (?, 'decide', ?)", [(IDEAS + 1, request.form["body"]) for _n in range(BULK)])
    connection.execute("COMMIT")
    return "kept"


@app.get("/export")
def export() -> Response:
    """All ideas with their mean score, streamed."""
    asked = "SELECT i.id, number, title, state, street, avg(points) FROM idea i JOIN review r ON r.idea_id = i.id GROUP BY i.id ORDER BY i.id"

    def lines() -> Iterator[str]:
        cursor = database().execute(asked)
        while rows := cursor.fetchmany(200):
            yield "".join(f"{','.join(str(cell) for cell in row)}\r\n" for row in rows)

    return Response(lines(), mimetype="text/csv")


if __name__ == "__main__":
    logging.getLogger("waitress").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=int(os.environ.get("THREADS", "2")), connection_limit=1000, _quiet=True)
