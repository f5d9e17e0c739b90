"""What papers cost and what the press needs: 185 different receipts in a process of its own, CPU seconds and peak memory."""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.table import Row

PART, NUMBER = "papers", 185
GOAL_SECONDS, GOAL_MB = 15, 300
CHILD = """
import json, resource, sys, time
from pathlib import Path
from proposals.papers.codes import qr
from proposals.papers.press import Press
press = Press(Path(sys.argv[1]), folders=())
started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
facts, when = [["提案人", "林秀梅"], ["电话", "139****0001"], ["社区", "西屯街道 一西街社区居委会"], ["提交时间", "2018-03-05 10:20"]], [["现在", "街道的工作人员收到了您的点子。"]]
words = dict.fromkeys(("heading", "season", "code_label", "next_heading", "track_spoken", "track_words", "proof_heading", "proof_words", "foot"), "金点子回执")
begun = time.process_time()
for number in range(int(sys.argv[2])):
    address = f"https://ideas.example.org/ideas/track?code=2018-XT-{number:04}"
    data = words | {"number": f"2018-西屯-{number:04}", "receipt": f"回执码 {number:08}", "title": f"给岁数大的开个小食堂之{number}", "facts": facts, "next": when,
                    "track": address, "code": qr(address), "digest": [f"{number:08x}"] * 8, "proof": address, "issued_us": 0}
    press.pdf("receipt", data=data, kind="letter", language="zh", replaced="")
print(json.dumps([time.process_time() - begun, started / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def rows(templates: str) -> Iterator[Row]:
    """CPU seconds for all of them, and the largest memory of the process that made them."""
    run = subprocess.run([sys.executable, "-c", CHILD, templates, str(NUMBER)], capture_output=True, text=True, check=True)
    seconds, started, peak = json.loads(run.stdout)
    yield Row(PART, f"CPU of {NUMBER} different receipts as PDF", seconds, "s", None, GOAL_SECONDS, f"{1000 * seconds / NUMBER:.0f} ms each, one compiler")
    yield Row(PART, "memory at most while they are made", peak, "MB", None, GOAL_MB, f"{started:.0f} MB with the fonts read")
