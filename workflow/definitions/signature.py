"""One party's signature under one version of the agreement.

A party signs with the code of its phone, or by hand: then a scan of the page is handed in, and a second person holds it against the text.
A signature that a party declines stays so: the agreement is reissued, with new signatures, by a move of the proposal.
"""

from __future__ import annotations

from ..definition import Deadline, State as S, Transition as T, Workflow, titled

SIGNATURE = Workflow("signature", (("signature", titled("签署")),), (
    S("requested", "待签署", "signature", "initial",
      deadline=Deadline(20, "void", remind=(10, 3), remind_roles=("party",))),
    S("presented", "纸面待核", "signature",
      deadline=Deadline(20, "void", remind=(15, 3), remind_roles=("staff",))),
    S("signed", "已签署", "signature", "end"),
    S("refused", "未同意签署", "signature", "end"),
    S("void", "已作废", "signature", "end"),
), (
    T("sign", "签署", ("requested",), "signed", ("party",), ("same_document", "in_turn", "second_factor"), ("try_conclude",), ("seal",)),
    T("hand_in", "存交签字页", ("requested",), "presented", ("party", "staff"), ("same_document", "in_turn", "page_kept"), fields=("signatory",)),
    T("witness", "核对签字页", ("presented",), "signed", ("staff",), ("same_document", "in_turn"), ("try_conclude",), ("seal",), distinct_from=("hand_in",)),
    T("give_back", "退回签字页", ("presented",), "requested", ("staff",), note=True, notices=("party:page_returned",)),
    T("refuse", "不同意签署", ("requested", "presented"), "refused", ("party",), note=True, notices=("staff_lead:signature_refused",)),
    T("void", "作废", ("requested", "presented"), "void", ("system",)),
))
