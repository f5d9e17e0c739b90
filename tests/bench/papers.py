"""What papers cost and what the press needs: 185 different receipts and as many agreements, each in a process of its own, CPU seconds and peak memory."""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.table import Row

PART, NUMBER = "papers", 185
GOAL_SECONDS, GOAL_MB = 15, 300
BEGIN = """
import json, resource, sys, time
from pathlib import Path
from proposals.papers.codes import qr
from proposals.papers.press import Press
press = Press(Path(sys.argv[1]), folders=())
started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
END = """
print(json.dumps([time.process_time() - begun, started / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
RECEIPTS = """
facts, when = [["提案人", "林秀梅"], ["电话", "139****0001"], ["社区", "西屯街道 一西街社区居委会"], ["提交时间", "2018-03-05 10:20"]], [["现在", "街道的工作人员收到了您的点子。"]]
words = dict.fromkeys(("heading", "season", "code_label", "next_heading", "track_spoken", "track_words", "proof_heading", "proof_words", "foot"), "金点子回执")
begun = time.process_time()
for number in range(int(sys.argv[2])):
    address = f"https://ideas.example.org/ideas/track?code=2018-XT-{number:04}"
    data = words | {"number": f"2018-西屯-{number:04}", "receipt": f"回执码 {number:08}", "title": f"给岁数大的开个小食堂之{number}", "facts": facts, "next": when,
                    "track": address, "code": qr(address), "digest": [f"{number:08x}"] * 8, "proof": address, "issued_us": 0}
    press.pdf("receipt", data=data, kind="letter", language="zh", replaced="")
"""
AGREEMENTS = """
from proposals.approval.rules.clauses import USUAL, PLACES, filled
from proposals.approval.rules.agreeing import passages
lines = [(str(n), "业务活动费·花苗与种植土", "32.00", "60", "1,920.00") for n in range(1, 9)]
budget = "\\n".join("\\t".join(row) for row in [("序号", "项目", "单价（元）", "数量", "金额（元）"), *lines])
parts = [("第一期", "协议生效", "1,873.20", "1,248.80", "3,122.00")] * 3
tranches = "\\n".join("\\t".join(row) for row in [("期次", "拨付条件", "社区发展基金会（元）", "区财政（元）", "小计（元）"), *parts])
begun = time.process_time()
for number in range(int(sys.argv[2])):
    named = dict.fromkeys(PLACES, f"清理整平、共同设计、种植与安装、认养维护之{number}") | {"budget": budget, "tranches": tranches}
    title, clauses = filled(USUAL, values=named)
    parts = passages("\\n".join((f"红金协〔2018〕西屯-{number:03}号", title, *clauses)))[2]
    proof = f"https://ideas.example.org/verify?number=2018-{number:03}"
    signed = [{"party": f"{mark}方（区民政局）", "name": "马理事长", "how": "电子签署（实名登录，动态码确认）", "when": "2018-03-05 10:20", "blank": ""} for mark in "甲乙丙丁戊"]
    data = {"number": f"红金协〔2018〕西屯-{number:03}号", "title": title, "parts": [{"kind": part.kind, "text": part.text, "rows": part.rows} for part in parts],
            "signatures": signed, "sign_heading": "签署", "digest_words": "文本校验值", "digest": [f"{number:08x}"] * 8, "proof_words": "扫码核对。",
            "proof": proof, "code": qr(proof), "proof_spoken": proof, "void": "", "foot": "演示", "issued_us": 0}
    press.pdf("agreement", data=data, kind="archive", language="zh", replaced="")
"""
PAPERS = (("receipts", RECEIPTS), ("agreements", AGREEMENTS))


def rows(templates: str) -> Iterator[Row]:
    """CPU seconds for all of each kind, and the largest memory of the process that made them."""
    for name, papers in PAPERS:
        run = subprocess.run([sys.executable, "-c", BEGIN + papers + END, templates, str(NUMBER)], capture_output=True, text=True, check=True)
        seconds, started, peak = json.loads(run.stdout)
        yield Row(PART, f"CPU of {NUMBER} different {name} as PDF", seconds, "s", None, GOAL_SECONDS, f"{1000 * seconds / NUMBER:.0f} ms each, one compiler")
        yield Row(PART, f"memory at most while {name} are made", peak, "MB", None, GOAL_MB, f"{started:.0f} MB with the fonts read")
