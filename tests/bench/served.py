"""A program served in a child process as it is served in earnest (waitress, two threads, loopback), and somebody who asks it."""
from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from . import clocks
from .table import Row

ROOT = Path(__file__).parents[2]
LONGEST_START_S = 60.0
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Modules are kept compiled from the first start on, as on any machine that does not forbid it."""
STARTS = 3
ENOUGH_MS = 400.0
MOST_UNITS = 3000
WARM_UP = 8


@dataclass(frozen=True)
class Answer:
    """What came back; ``first_s`` is how long the first byte took, in seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    first_s: float

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Server:
    """A running child process. ``watched`` are further processes whose CPU counts as its own: a database server's."""

    def __init__(self, process: subprocess.Popen[bytes], *, port: int, start_s: float, watched: tuple[int, ...]) -> None:
        self.process, self.port, self.start_s, self.watched = process, port, start_s, watched

    def cpu_ms(self) -> float:
        """CPU time spent so far, with descendants and what is watched."""
        return sum(clocks.cpu_ms(pid) for pid in (self.process.pid, *self.watched))

    def memory_mb(self) -> float:
        """Resident memory of the worker."""
        return clocks.memory_mb(self.process.pid)


class Guest:
    """A browser without a face: keeps its connection and its cookies."""

    def __init__(self, server: Server, *, cookies: dict[str, str]) -> None:
        self.cookies = dict(cookies)
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)

    def get(self, url: str, **headers: str) -> Answer:
        """Look at a page."""
        return self._ask("GET", url, body=None, headers=headers)

    def post(self, url: str, fields: dict[str, str] | list[tuple[str, str]]) -> Answer:
        """Send a form; a redirect is not followed."""
        return self._ask("POST", url, body=urlencode(fields), headers={"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, url: str, *, body: str | None, headers: dict[str, str]) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.perf_counter()
        self._connection.request(method, url, body=body, headers=sent)
        answer = self._connection.getresponse()
        first = answer.read(1)
        took = time.perf_counter() - begun
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.update({key: morsel.value for key, morsel in SimpleCookie(value).items()})
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, first + answer.read(), took)


@contextmanager
def serving(module: str, *, environment: dict[str, str], watched: tuple[int, ...] = ()) -> Iterator[Server]:
    """Run ``python -m module PORT`` until the block ends; it is there when its first page is answered."""
    port = _free_port()
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", module, str(port)], cwd=ROOT, env=os.environ | COMPILED | environment)
    try:
        _wait(process, port=port)
        yield Server(process, port=port, start_s=time.perf_counter() - begun, watched=watched)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@dataclass
class Cost:
    """What some units of a work took of a server's CPU."""

    ms: float = 0.0
    units: int = 0

    @property
    def each(self) -> float:
        """Milliseconds of one unit."""
        return self.ms / self.units

    def add(self, server: Server, unit: Callable[[], None], *, units: int | None, enough: float) -> None:
        """Do so many units more; without a number, until they took enough milliseconds that a clock's step does not matter."""
        done, begun = 0, server.cpu_ms()
        while done < (units or MOST_UNITS):
            unit()
            done += 1
            if units is None and done % 10 == 0 and server.cpu_ms() - begun >= enough:
                break
        self.ms, self.units = self.ms + server.cpu_ms() - begun, self.units + done


def unit_cpu_ms(server: Server, unit: Callable[[], None], *, units: int | None = None, warm: int = WARM_UP) -> float:
    """Server CPU of one unit of work in milliseconds."""
    for _turn in range(warm):
        unit()
    cost = Cost()
    cost.add(server, unit, units=units, enough=ENOUGH_MS)
    return cost.each


def expect(answer: Answer, *statuses: int) -> Answer:
    """A measurement of an error page would be worthless."""
    if answer.status not in statuses:
        raise ValueError(f"answered {answer.status} {answer.headers.get('location', '')}: {answer.text[:2000]}")
    return answer


def path_of(answer: Answer) -> str:
    """Where an answer sends its reader."""
    target = urlsplit(answer.headers["location"])
    return target.path + (f"?{target.query}" if target.query else "")


def start_row(part: str, started: Callable[[], AbstractContextManager[Server]], *, floor: Callable[[], AbstractContextManager[Server]]) -> Row:
    """Start to first answer, beside the floor's: of each the best of three, after one that compiled what was not compiled yet."""
    ours, barest = _quickest(started), _quickest(floor)
    return Row(part, "start to first answer", ours, "s", barest, 4.0, f"wall time, best of {STARTS}, modules compiled")


def _quickest(started: Callable[[], AbstractContextManager[Server]]) -> float:
    taken = []
    for _turn in range(1 + STARTS):
        with started() as server:
            taken.append(server.start_s)
    return min(taken[1:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], *, port: int) -> None:
    until = time.monotonic() + LONGEST_START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:  # not listening yet
            time.sleep(0.01)
    raise TimeoutError(f"no answer within {LONGEST_START_S} s")
