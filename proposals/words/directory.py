"""Refusals about places and organisations."""
from flask_babel import lazy_gettext as _l

REFUSALS = {
    "organisation-known": _l("“%(name)s”已经在名录里了。请直接选用；确实是另一家的，请写全登记的名称。"),
    "credit-code-wrong": _l("统一社会信用代码“%(number)s”不对：应是 18 位，最后一位校验码要对得上。请对照登记证书重新填写。"),
    "credit-code-known": _l("统一社会信用代码“%(number)s”已经登记在另一家组织名下。请核对登记证书。"),
    "registered-needs-credit-code": _l("已登记的社会组织要填写统一社会信用代码，才能作为收款单位。请补上；没有登记的，请选“备案或自组织”。"),
}
