"""CPU time and memory of other processes, read from Linux. CPU moves far less than wall time on a shared machine."""
from __future__ import annotations

import time
from pathlib import Path

PROC = Path("/proc")
MEBIBYTE_IN_KIBIBYTES = 1024


def cpu_ms(root: int) -> float:
    """User and system time of a process and all its living descendants, in milliseconds.

    The kernel's per-process CPU clock is the sum of utime and stime of /proc/<pid>/stat, without the 10 ms steps in which that file counts.
    """
    return sum(_clock(pid) for pid in tree(root)) * 1000


def tree(root: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for pid, parent in _parents():
        children.setdefault(parent, []).append(pid)
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def memory_mb(pid: int) -> float:
    """Resident memory of one process in mebibytes."""
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / MEBIBYTE_IN_KIBIBYTES
    raise LookupError(f"process {pid} has no memory of its own")


def _clock(pid: int) -> float:
    """The number of another process's CPU clock is made as clock_getcpuclockid(3) makes it: the inverted pid, three bits, 2 for run time."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it ended between the two looks
        return 0.0


def _parents() -> list[tuple[int, int]]:
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (text := _stat(folder)):
            found.append((int(folder.name), int(text.rpartition(")")[2].split()[1])))
    return found


def _stat(folder: Path) -> str:
    try:
        return (folder / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
