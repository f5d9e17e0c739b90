"""Why a table file cannot be read: codes that readers raise, also across the process border, and their sentences."""
from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

SENTENCES = {
    "empty": _l("文件“%(name)s”里没有内容。请确认选对了文件再上传。"),
    "too-large": _l("文件“%(name)s”超过 %(most)s MB。请分成几个文件再上传。"),
    "unpacks-too-large": _l("文件“%(name)s”解开后太大，可能已损坏或含有大量空白格式。请把有内容的部分复制到新表格再上传。"),
    "too-many-rows": _l("文件“%(name)s”有内容的行超过 %(most)s 行（第 %(line)s 行起）。请分成几个文件再上传。"),
    "too-many-columns": _l("文件“%(name)s”第 %(line)s 行超过 %(most)s 列。请只保留需要的列再上传。"),
    "too-much-text": _l("文件“%(name)s”第 %(line)s 行起内容太多。请分成几个文件再上传。"),
    "formula": _l("文件“%(name)s”第 %(line)s 行第 %(column)s 列是公式。公式算出的数不能作为凭证。请复制后“只粘贴数值”再上传。"),
    "wrong-value": _l("文件“%(name)s”第 %(line)s 行第 %(column)s 列是错误值（%(value)s）。请改好后再上传。"),
    "old-format": _l("文件“%(name)s”是旧版 Excel（.xls）或加了密码。请另存为没有密码的 .xlsx 或 CSV 再上传。"),
    "not-a-table": _l("文件“%(name)s”不是 CSV 或 XLSX 表格。请导出或另存为这两种格式之一再上传。"),
    "broken": _l("文件“%(name)s”打不开，可能没有传完整。请重新导出后再上传。"),
    "encoding": _l("文件“%(name)s”第 %(line)s 行有认不出的字。请另存为 UTF-8 或 GBK 编码的 CSV 再上传。"),
    "unclosed": _l("文件“%(name)s”第 %(line)s 行的引号没有配对。请重新导出后再上传。"),
}


class Fault(Exception):
    """Something in a table file that stops its reading; ``facts`` fill the sentence (line and column count from 1)."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def sentence(fault: Fault, *, name: str) -> str:
    """What a person is told: what is wrong, where, and what to do now."""
    return str(SENTENCES[fault.code] % {"name": name[:60], **fault.facts}) if fault.code in SENTENCES else _("文件打不开。")
