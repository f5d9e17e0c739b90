"""What the sample pages show: the founding season's figures, a handful of ideas, money, people; Chinese, with English twins."""
from types import SimpleNamespace as Thing

from proposals import charts

STAGES = {"zh": ["征集", "优化立项", "评审签约", "实施", "结项"], "en": ["Collection", "Optimisation", "Review and signing", "Implementation", "Closeout"]}
IDEAS = {
    "zh": [("老旧楼道加装扶手和休息凳", "我们这栋楼六层没有电梯，七十岁以上的老人有二十多户，上下楼中间没有地方歇脚，冬天地滑更不敢下楼。希望每两层装一段扶手和一个折叠凳。", "老年人服务", "西屯街道 老爷庙社区", "评审中", "gold", 3, False, "2 天前更新"),
           ("社区公益足球训练计划", "放学后孩子没人看、没处玩。请体育老师和退役球员在社区小广场每周带两次训练，免费，优先双职工家庭。", "青少年服务", "西屯街道 西屯社区", "实施中", "pine", 4, False, "昨天更新"),
           ("楼下的“旧物诊所”", "家里坏掉的台灯、凳子扔了可惜。想请会修东西的老师傅每月第一个周六在活动室坐诊，教大家自己动手修。", "综合人群服务", "西城街道 红山郡社区", "优化立项", "blue", 2, False, "4 天前更新"),
           ("心智障碍青年烘焙小课堂", "请专业社工和烘焙师带心智障碍青年每周学做点心，做好的点心送给社区独居老人，孩子们也能交到朋友。", "残疾人服务", "东城街道 园林社区", "已结项", "green", 5, True, "8 月 30 日更新"),
           ("夜间遛狗便民角", "小区晚上遛狗的人多，草地里常有狗粪。建议设两个便民角，放拾便袋和小夜灯，由志愿者轮流补充。", "综合人群服务", "南新街道 南山社区", "征集中", "grey", 1, False, "今天更新")],
    "en": [("Handrails and folding seats for old stairwells", "Our building has six floors and no lift. More than twenty households are over seventy, and there is nowhere to rest on the way up; in winter the steps are slippery.", "Older people", "Xitun Subdistrict, Laoyemiao Community", "Under review", "gold", 3, False, "updated 2 days ago"),
           ("Free community football training", "After school nobody looks after the children. PE teachers and retired players would train them twice a week on the small square.", "Young people", "Xitun Subdistrict, Xitun Community", "Being carried out", "pine", 4, False, "updated yesterday"),
           ("Repair clinic downstairs", "It is a pity to throw away broken lamps and stools. Once a month, people who can mend things sit in the activity room and teach everybody.", "Everybody", "Xicheng Subdistrict, Hongshanjun Community", "Being improved", "blue", 2, False, "updated 4 days ago")],
}
MONEY = [("XM-2017-031", "社区公益足球训练计划", "西屯街道", 486000, 486000, 291600, 194400, "已拨付", "green"), ("XM-2017-047", "花园社区文化服务", "东城街道", 371029, 296823, 178094, 118729, "待财政确认", "gold"),
         ("XM-2017-052", "心智障碍青年烘焙小课堂", "东城街道", 520000, 520000, 312000, 208000, "已拨付", "green"), ("XM-2017-088", "银龄智能手机互助班", "西城街道", 298055, 149028, 89417, 59611, "待验收", "blue"),
         ("XM-2017-103", "楼下的“旧物诊所”", "西城街道", 333333, 166666, 102000, 64666, "比例不符", "red"), ("XM-2017-119", "独居老人每日一声问候", "站前街道", 412500, 330000, 198000, 132000, "待基金会付款", "gold")]
CRITERIA = {"zh": [("need", "需求迫切", "居民是否真切需要、现在就需要", 25), ("people", "受益人群", "覆盖多少人，是否照顾弱势群体", 20), ("ways", "可行程度", "时间、人员、场地能否落实", 25), ("newness", "创新做法", "有没有新的办法、能否推广", 10), ("budget", "预算合理", "花费是否必要、单价是否合理", 20)],
            "en": [("need", "Urgency of the need", "Do residents really need it, and now?", 25), ("people", "People who benefit", "How many, and are the weakest among them?", 20), ("ways", "Feasibility", "Are time, people and place secured?", 25), ("newness", "New approach", "Is the method new, can others copy it?", 10), ("budget", "Sound budget", "Is the cost needed and the price fair?", 20)]}
WORDS = {"zh": ["很弱", "较弱", "一般", "较好", "很好"], "en": ["very weak", "weak", "fair", "good", "very good"]}
QUEUE = {"zh": ["老旧楼道加装扶手和休息凳", "银龄智能手机互助班", "独居老人每日一声问候", "社区共享轮椅驿站", "四点半课堂", "楼下的“旧物诊所”", "亲子阅读漂流箱", "巷口口袋花园", "社区小小讲解员", "邻里厨房", "退役军人助老队"],
         "en": ["Handrails and folding seats for old stairwells", "Smartphone help for older people", "A daily greeting for people living alone", "Shared wheelchairs", "Half-past-four class", "Repair clinic downstairs", "Travelling book boxes", "Pocket garden at the lane's mouth", "Little guides", "Neighbours' kitchen", "Veterans help the old"]}


def queue(lang: str) -> list[dict]:
    """The reviewer's queue: seven scored, one of them flagged, the eighth open."""
    words = {"zh": ("已评", "待再看"), "en": ("scored", "flagged")}[lang]
    items = []
    for place, title in enumerate(QUEUE[lang], start=1):
        done, flagged = place < 8, place == 6
        items.append({"href": f"#q{place}", "title": title, "state": words[flagged] if done else place, "icon": "flag" if flagged else "circle-check" if done else None,
                      "mark": "is-flagged" if flagged else "is-done" if done else "", "score": 68 + place if done and not flagged else "", "current": place == 8})
    return items


def fen(value: int) -> str:
    """Fen as yuan with two decimals."""
    return f"{value // 100:,}.{value % 100:02d}"


def wan(value: int) -> str:
    """Fen in ten thousands of yuan."""
    return f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".") if value % 1_000_000 == 0 else f"{value / 1_000_000:.2f}"


def ideas(lang: str) -> list[Thing]:
    """The rows of the idea list."""
    names = ("title", "summary", "group", "place", "state", "tone", "stage", "ended", "updated")
    return [Thing(**dict(zip(names, row)), number=f"HS-2017-{1184 - 31 * place:05d}") for place, row in enumerate(IDEAS[lang])]


def season(lang: str) -> list[dict]:
    """The season map: where 2,336 ideas stand."""
    words = {"zh": [[("已提交", "2,336", "is-done"), ("退回补充", "41", "is-done"), ("撤回", "23", "is-end")], [("调研优化", "376", "is-done"), ("合并整合", "186", "is-done"), ("留存备选", "1,960", "is-end")], [("街道评审", "190", "is-done"), ("五方签约", "185", "is-done"), ("未签约", "5", "is-end")], [("活动实施", "171", "is-current"), ("验收拨付", "14", "is-current")], [("决算评估", "14", ""), ("公示归档", "0", "")]],
             "en": [[("Submitted", "2,336", "is-done"), ("Returned for completion", "41", "is-done"), ("Withdrawn", "23", "is-end")], [("Field research", "376", "is-done"), ("Merged", "186", "is-done"), ("Kept in reserve", "1,960", "is-end")], [("Street panel review", "190", "is-done"), ("Five-party signing", "185", "is-done"), ("Not signed", "5", "is-end")], [("Activities", "171", "is-current"), ("Acceptance and payment", "14", "is-current")], [("Final evaluation", "14", ""), ("Published and filed", "0", "")]]}[lang]
    dates = ["3 月 1 日 – 4 月 10 日", "4 月 11 日 – 5 月 20 日", "5 月 21 日 – 6 月 30 日", "7 月 1 日 – 12 月 20 日", "12 月 21 日 – 1 月 31 日"] if lang == "zh" else ["1 Mar – 10 Apr", "11 Apr – 20 May", "21 May – 30 Jun", "1 Jul – 20 Dec", "21 Dec – 31 Jan"]
    states = ["is-done", "is-done", "is-done", "is-current", ""]
    return [{"title": title, "dates": date, "state": state, "states": [dict(zip(("title", "count", "kind"), row)) for row in rows]}
            for title, date, state, rows in zip(STAGES[lang], dates, states, words)]


def drawings(lang: str) -> dict[str, charts.Chart]:
    """One chart of every kind."""
    zh = lang == "zh"
    groups = ["老年人服务", "青少年服务", "残疾人服务", "特定人群服务", "综合人群服务"] if zh else ["Older people", "Young people", "People with disabilities", "Particular groups", "Everybody"]
    steps = [("征集点子", 2336, ""), ("调研优选", 376, "完善提升 16.1%"), ("街道评审通过", 190, "合并后通过 50.5%"), ("签约实施", 185, "签约 97.4%")] if zh else [("Ideas collected", 2336, ""), ("Improved", 376, "16.1%"), ("Approved by street panels", 190, "50.5%"), ("Signed by five parties", 185, "97.4%")]
    served = list(zip(groups, (58, 30, 6, 14, 77)))
    funds = (charts.Node("f", "社区基金会" if zh else "Community foundation", "foundation"), charts.Node("t", "区财政" if zh else "District treasury", "treasury"))
    kinds = tuple(charts.Node(f"g{place}", group, f"c{place + 1}") for place, group in enumerate(groups))
    ends = (charts.Node("done", "已结项" if zh else "Closed", "pine"), charts.Node("on", "实施中" if zh else "Under way", "gold"))
    parts = (21_930_000, 12_960_000, 3_240_000, 5_550_000, 24_960_000)
    first = [("f", f"g{place}", part * 6 // 10) for place, part in enumerate(parts)] + [("t", f"g{place}", part * 4 // 10) for place, part in enumerate(parts)]
    second = [(f"g{place}", "done", part * 3 // 4) for place, part in enumerate(parts)] + [(f"g{place}", "on", part // 4) for place, part in enumerate(parts)]
    paid = (0, 120, 640, 1360, 2400, 3520, 4620, 5840, 6864)
    plan = (60, 300, 900, 1700, 2600, 3600, 4500, 5300, 6000, 6500, 6864, 7125)
    months = [charts.Month(f"{place % 12 + 1}月" if zh else "Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar".split()[place - 3], (paid[place - 3] * 6000, paid[place - 3] * 4000) if place - 3 < len(paid) else None, plan[place - 3] * 10000) for place in range(3, 15)]
    return {"funnel": charts.funnel([charts.Bar(label, value, note, "gold" if value == 185 else "pine") for label, value, note in steps], name="funnel", title="从点子到项目" if zh else "From idea to project", head=("阶段", "数量", "比例") if zh else ("Stage", "Number", "Share"), show=lambda value: f"{value:,}"),
            "groups": charts.bars([charts.Bar(label, value, f"{value / 1.85:.1f}%", f"c{place + 1}") for place, (label, value) in enumerate(served)], name="groups", title="185 个签约项目服务谁" if zh else "Whom the 185 projects serve", head=("人群", "项目", "比例") if zh else ("Group", "Projects", "Share"), show=str),
            "flow": charts.sankey((funds, kinds, ends), first=first, second=second, name="flow", title="钱从哪里来，用到哪里去" if zh else "Where the money comes from and goes", head=("去向", "万元") if zh else ("Way", "10,000 yuan"), show=wan),
            "paid": charts.stacked(months, name="paid", title="累计拨付" if zh else "Paid in total", head=("月份", "基金会", "财政", "计划") if zh else ("Month", "Foundation", "Treasury", "Plan"), step=20_000_000, show=wan)}
