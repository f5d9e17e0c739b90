"""What the plan of who judges what costs: the sizes of algorithms.md 3.3, CPU seconds in a process of its own, and how even the plan is."""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.table import Row

PART = "panels"
SIZES = ((190, 25, 5, 1), (376, 40, 5, 1), (2_336, 100, 3, 15))
"""Proposals, judges, judges for each proposal, and the CPU seconds that are well."""
CHILD = """
import json, sys, time
from random import Random
from proposals.approval.convening.assigning import Judge, Task, hand_out, loads, machinery
proposals, judges, need = (int(each) for each in sys.argv[1:])
random, sides = Random(2018), ("resident", "finance", "external")
barred = {each: {judge for judge in range(judges) if judge % 13 == each % 13 or random.random() < 0.08} for each in range(proposals)}
task = Task(tuple(range(proposals)), tuple(Judge(number, sides[number % 3], 0) for number in range(judges)), barred, need)
begun = time.process_time()
machinery()
loaded = time.process_time() - begun
plan = hand_out(task)
spent, held = time.process_time() - begun - loaded, loads(task, plan=plan).values()
broken = sum(len(judged) != need or bool(barred[each] & set(judged)) for each, judged in plan.items())
heard = sum(len({sides[judge % 3] for judge in judged}) == 3 for judged in plan.values())
print(json.dumps([spent, loaded, min(held), max(held), broken, heard]))
"""


def rows() -> Iterator[Row]:
    """Each size: own street (one judge in thirteen) and a declared conflict for one pair in twelve are barred."""
    for proposals, judges, need, goal in SIZES:
        run = subprocess.run([sys.executable, "-c", CHILD, str(proposals), str(judges), str(need)], capture_output=True, text=True, check=True)
        spent, loaded, least, most, broken, heard = json.loads(run.stdout)
        note = f"loads {least} to {most}, {broken} in conflict, {heard} heard by all sides; {loaded:.1f} s to load scipy"
        yield Row(PART, f"CPU to plan {proposals} × {judges}, {need} each", spent, "s", None, goal, note)
