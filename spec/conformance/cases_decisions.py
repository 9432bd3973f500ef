"""Decisions: tables, rules together, exceptions, versions, readings, open
terms, presumptions, helper rules, several outputs, rules that are refused."""

from build_case import case, fault, none, number, one, unknown, value

ROW = {"$id": "一"}


def table(name, policy, header, rows, kind, facts, expect, more="", **question):
    """A rule 结果 with a decision table over one row with FACTS."""
    lines = "\n".join(f"    | {r} |" for r in [header] + rows)
    return one(name, kind, f"{policy}\n{lines}", facts, expect, more=more,
               **question)


# ---- tables ----

BANDS = ["100个及以上 | 5万元", "50-99个 | 3万元", "20-49个 | 2万元",
         "1-19个 | 1万元"]


def bands(n):
    if n >= 100:
        return 50000
    if n >= 50:
        return 30000
    if n >= 20:
        return 20000
    return 10000 if n >= 1 else None


def unique_tables():
    out = []
    kind = "整数 个（0个 到 2000个）"
    for n in (0, 1, 19, 20, 49, 50, 99, 100, 101, 2000):
        v = bands(n)
        out.append(table(f"table/unique/{n}", "", "数 | 额", BANDS, "元",
                         {"数": (kind, n)},
                         none() if v is None else value(number(v, 2))))
    out.append(table("table/unique/unknown", "", "数 | 额", BANDS, "元",
                     {"数": (kind, ...)},
                     unknown(none=True, lowest="10000.00",
                             highest="50000.00", needs=["数"])))
    out.append(table("table/unique/unknown-in-band", "", "数 | 额", BANDS,
                     "元", {"数": ("整数 个（60个 到 80个）", ...)},
                     value("30000.00")))
    two = ["是 | 东、南 | 1", "是 | 其他 | 2", "否 | 任意 | 3"]
    for yes, where, v in ((True, "东", 1), (True, "南", 1), (True, "西", 2),
                          (False, "东", 3), (False, "西", 3)):
        out.append(table(f"table/two/{yes}-{where}", "", "好 | 向 | 数", two,
                         "整数", {"好": ("是否", yes),
                                  "向": ("东、南、西", where)},
                         value(str(v))))
    out.append(table("table/two/unknown", "", "好 | 向 | 数", two, "整数",
                     {"好": ("是否", True), "向": ("东、南、西", ...)},
                     unknown(lowest="1", highest="2", needs=["向"])))
    out.append(table("table/two/decided", "", "好 | 向 | 数", two, "整数",
                     {"好": ("是否", False), "向": ("东、南、西", ...)},
                     value("3")))
    cells = [("非 3-5个", "2", 2), ("非 3-5个", "4", None),
             ("不是 4个", "4", None), ("不是 4个", "5", 5),
             ("> 4个", "5", 5), ("> 4个", "4", None),
             ("超过 4个 到 8个", "4", None), ("超过 4个 到 8个", "8", 8),
             ("1个、3个、5-6个", "3", 3), ("1个、3个、5-6个", "4", None),
             ("至少 4个", "4", 4), ("不满 4个", "4", None), ("-", "7", 7),
             ("任意", "7", 7), ("其他", "7", 7), ("7", "7", 7)]
    for i, (cell, n, v) in enumerate(cells, 1):
        out.append(table(f"table/cell/{i}", "", "数 | 额", [f"{cell} | 数"],
                         "整数 个", {"数": ("整数 个", n)},
                         none() if v is None else value(str(v))))
    out.append(table("table/none-cell", "", "数 | 额", ["无 | 1", "其他 | 2"],
                     "整数", {"数": ("整数 个 或 无", None)}, value("1")))
    out.append(table("table/none-cell/value", "", "数 | 额",
                     ["无 | 1", "其他 | 2"], "整数",
                     {"数": ("整数 个 或 无", 4)}, value("2")))
    out.append(table("table/none-otherwise-not-matched", "", "数 | 额",
                     ["至少 0个 | 1"], "整数",
                     {"数": ("整数 个 或 无", None)}, none()))
    out.append(table("table/computed-header", "", "数 ÷ 2 | 额",
                     ["2及以下 | 1", "其他 | 2"], "整数",
                     {"数": ("整数", 5)}, value("2")))
    out.append(table("table/condition-column", "", "条件 | 额",
                     ["数 > 3 且 好 | 1", "非 好 | 2"], "整数",
                     {"数": ("整数", 5), "好": ("是否", False)}, value("2")))
    out.append(table("table/computed-cell", "", "数 | 额",
                     ["其他 | 若 好 则 数 × 2 否则 数"], "整数",
                     {"数": ("整数", 5), "好": ("是否", True)}, value("10")))
    return out


def policies():
    out = []
    rows = ["至少 10 | 1元", "至少 20 | 2元", "至少 30 | 3元"]
    sums = {"就高": {25: "2.00", 35: "3.00", 5: None},
            "就低": {25: "1.00", 35: "1.00", 5: None},
            "叠加": {25: "3.00", 35: "6.00", 5: "0.00"},
            "首个": {25: "1.00", 35: "1.00", 5: None}}
    for policy, results in sums.items():
        for n, v in results.items():
            out.append(table(f"table/{policy}/{n}", policy + " 额",
                             "数 | 额", rows, "元", {"数": ("整数", n)},
                             none() if v is None else value(v)))
    for n, v in ((5, 0), (15, 1), (25, 2), (35, 3)):
        out.append(table(f"table/计数/{n}", "计数 额", "数 | 额",
                         ["至少 10 | ", "至少 20 | ", "至少 30 | "], "整数",
                         {"数": ("整数", n)}, value(str(v))))
    same = ["至少 10 | 1元", "至多 20 | 1元", "至少 30 | 3元"]
    for n, v in ((5, "1.00"), (15, "1.00"), (25, "1.00")):
        out.append(table(f"table/任一/{n}", "任一 额", "数 | 额", same, "元",
                         {"数": ("整数", n)}, value(v)))
    out.append(table("table/任一/differ", "任一 额", "数 | 额", same, "元",
                     {"数": ("整数", 35)}, fault("conflict")))
    ranks = "名册 等级 = 甲级、乙级、丙级\n"
    ranked = ["至少 10 | 丙级", "至少 20 | 甲级", "至少 30 | 乙级"]
    for n, v in ((15, "丙级"), (25, "甲级"), (35, "甲级"), (5, None)):
        out.append(table(f"table/优先/{n}", "优先 额", "数 | 额", ranked,
                         "等级", {"数": ("整数", n)},
                         none() if v is None else value(v), more=ranks))
    return out


def marginal(x, rates):
    """RATES: (lower, rate in percent)."""
    total = 0
    for i, (lower, rate) in enumerate(rates):
        upper = rates[i + 1][0] if i + 1 < len(rates) else None
        part = x - lower if upper is None else min(x, upper) - lower
        total += max(part, 0) * rate
    return total


def band_tables():
    out = []
    rates = [(0, 3), (36000, 10), (144000, 20)]
    rows = ["3.6万元及以下 | 3%", "超过 3.6万元 到 14.4万元 | 10%",
            "超过 14.4万元 | 20%"]
    for x in (0, 1, 36000, 36001, 144000, 144001, 500000):
        facts = {"额": ("元", x)}
        cents = marginal(x, rates)
        out.append(table(f"table/累进/{x}", "累进", "额 | 率", rows,
                         "小数 4位 元", facts,
                         value(number(f"{cents}/100", 4))))
        rate = [r for lower, r in rates if x > lower or lower == 0][-1]
        out.append(table(f"table/全额/{x}", "全额", "额 | 率", rows,
                         "小数 4位 元", facts,
                         value(number(f"{x * rate}/100", 4))))
    return out


# ---- rules together ----

TWO = """
实体 例
  甲 : 是否
  乙 : 是否
规则 结果 : 元
  依据 1.1
  对 例
{combine}  当 甲
  取 {first}元
{otherwise}规则 第二 归 结果
  依据 1.2
  当 乙
  取 {second}元
"""


def two(name, combine, first, second, a, b, expect, otherwise=""):
    rules = TWO.format(combine=f"  合并 {combine}\n" if combine else "",
                       first=first, second=second,
                       otherwise=f"  否则 {otherwise}元\n" if otherwise
                       else "")
    row = dict(ROW)
    if a is not None:
        row["甲"] = a
    if b is not None:
        row["乙"] = b
    return case(name, rules, {"例": [row]}, expect, ask=["结果"])


def together():
    out = []
    both = {"": fault("conflict"), "就高": value("2.00"),
            "就低": value("1.00"), "叠加": value("3.00"),
            "互斥": fault("conflict")}
    for word, expect in both.items():
        at = word or "agree"
        out += [
            two(f"rules/{at}/both", word, 1, 2, True, True, expect),
            two(f"rules/{at}/first", word, 1, 2, True, False, value("1.00")),
            two(f"rules/{at}/second", word, 1, 2, False, True, value("2.00")),
            two(f"rules/{at}/neither", word, 1, 2, False, False, none()),
            two(f"rules/{at}/otherwise", word, 1, 2, False, False,
                value("9.00"), otherwise="9"),
            two(f"rules/{at}/not-otherwise", word, 1, 2, True, False,
                value("1.00"), otherwise="9"),
        ]
    out += [
        two("rules/agree/equal", "", 2, 2, True, True, value("2.00")),
        two("rules/互斥/equal", "互斥", 2, 2, True, True, fault("conflict")),
        two("rules/agree/unknown", "", 1, 1, True, None, value("1.00")),
        two("rules/就高/unknown", "就高", 1, 2, True, None,
            unknown(lowest="1.00", highest="2.00", needs=["乙"])),
        two("rules/就高/not-needed", "就高", 2, 2, True, None,
            value("2.00")),
        two("rules/叠加/unknown", "叠加", 1, 2, None, True,
            unknown(lowest="2.00", highest="3.00", needs=["甲"])),
        two("rules/otherwise/unknown", "", 1, 2, False, None,
            unknown(lowest="2.00", highest="9.00", needs=["乙"]),
            otherwise="9"),
    ]
    return out


# ---- exceptions ----

NESTED = """
实体 例
  低保 : 是否
  已享 : 是否
  残疾 : 是否
规则 收费 : 元
  依据 1.1
  对 例
  取 1200元
  但 低保减半
    当 低保
    取 600元
  但 已享他项 优先于 低保减半
    依据 1.2
    当 低保 且 已享
    取 900元
例外 残疾免费 优先于 收费
  依据 1.3
  当 残疾
  取 {free}
"""


def nested():
    out = []
    for poor in (True, False):
        for other in (True, False):
            for disabled in (True, False):
                v = (0 if disabled else 1200 if not poor
                     else 900 if other else 600)
                at = f"{poor}-{other}-{disabled}"
                row = {**ROW, "低保": poor, "已享": other, "残疾": disabled}
                out.append(case(f"exception/{at}",
                                NESTED.format(free="0元"), {"例": [row]},
                                value(number(v, 2)), ask=["收费"]))
    row = {**ROW, "低保": True, "已享": False, "残疾": True}
    out.append(case("exception/switches-off", NESTED.format(free="无"),
                    {"例": [row]}, none(), ask=["收费"]))
    row = {**ROW, "低保": True, "残疾": False}
    out.append(case("exception/unknown", NESTED.format(free="0元"),
                    {"例": [row]}, unknown(lowest="600.00", highest="900.00",
                                           needs=["已享"]), ask=["收费"]))
    row = {**ROW, "残疾": True}
    out.append(case("exception/not-asked", NESTED.format(free="0元"),
                    {"例": [row]}, value("0.00"), ask=["收费"]))
    return out


PROVISO = """
实体 例
  甲 : 是否
  乙 : 是否
  丙 : 是否
规则 结果 : 元
  依据 1.1
  对 例
  当 甲
  取 1元
  但
    当 乙
    取 2元
  但
    当 丙
    取 3元
  否则 9元
例外 外面 优先于 结果
  依据 1.2
  当 乙 且 丙 且 非 甲
  取 7元
"""

SWITCHED = """
实体 例
  甲 : 是否
规则 结果 : 元
  依据 1.1
  对 例
  取 1元
  但
    当 甲
    取 无
  否则 9元
例外 外面 优先于 结果
  依据 1.2
  当 甲
  取 无
"""


def provisos():
    out = []
    for a in (True, False):
        for b in (True, False):
            for c in (True, False):
                if a:
                    expect = (fault("conflict") if b and c
                              else value("2.00") if b
                              else value("3.00") if c else value("1.00"))
                else:
                    expect = value("7.00") if b and c else value("9.00")
                out.append(case(f"proviso/{a}-{b}-{c}", PROVISO,
                                {"例": [{**ROW, "甲": a, "乙": b, "丙": c}]},
                                expect, ask=["结果"]))
    out.append(case("exception/none-is-not-replaced", SWITCHED,
                    {"例": [{**ROW, "甲": True}]}, none(), ask=["结果"]))
    out.append(case("exception/otherwise-is-not-needed", SWITCHED,
                    {"例": [{**ROW, "甲": False}]}, value("1.00"),
                    ask=["结果"]))
    return out


# ---- days, versions, standards, readings ----

VERSIONS = """
规则 结果 : 元
  依据 1.1
  失效 2026-07-01
  取 200元
规则 以后 归 结果
  依据 2.1
  施行 2026-07-01
  取 300元
规则 当时 : 元
  依据 1.1
  取 (结果 于 2026-08-01) 无则 0元
"""


def versions():
    out = []
    for day, v in (("2026-06-30", "200.00"), ("2026-07-01", "300.00"),
                   ("2030-01-01", "300.00"), ("2000-01-01", "200.00")):
        out.append(case(f"version/{day}", VERSIONS, {}, value(v), as_of=day,
                        ask=["结果"]))
        out.append(case(f"version/at/{day}", VERSIONS, {}, value("300.00"),
                        as_of=day, ask=["当时"]))
    out.append(case("version/day-unknown", VERSIONS, {},
                    unknown(lowest="200.00", highest="300.00"),
                    ask=["结果"]))
    out.append(case("version/at/day-unknown", VERSIONS, {}, value("300.00"),
                    ask=["当时"]))
    same = VERSIONS.replace("300元", "200元")
    out.append(case("version/same-before-and-after", same, {},
                    value("200.00"), as_of="2026-07-01", ask=["结果"]))
    between = "规则 结果 : 元\n  依据 1.1\n  自 2025-02-01 至 2025-03-31\n  取 1元\n"
    for day, inside in (("2025-01-31", False), ("2025-02-01", True),
                        ("2025-03-31", True), ("2025-04-01", False)):
        out.append(case(f"version/from-to/{day}", between, {},
                        value("1.00") if inside else none(), as_of=day,
                        ask=["结果"]))
    rows = ("规则 结果 : 元\n  依据 1.1\n  取\n"
            "    | 施行 | 失效 | 额 |\n"
            "    | - | 2025-01-01 | 1元 |\n"
            "    | 2025-01-01 | 2026-01-01 | 2元 |\n"
            "    | 2026-01-01 | - | 3元 |\n")
    for day, v in (("2024-12-31", "1.00"), ("2025-01-01", "2.00"),
                   ("2025-12-31", "2.00"), ("2026-01-01", "3.00")):
        out.append(case(f"table/dated/{day}", rows, {}, value(v), as_of=day,
                        ask=["结果"]))
    return out


READING = """
疑义 含零
  依据 1.1
  甲 “至少一个”
  乙 “零也算”
  暂取 甲
实体 例
  数 : 整数 个（0个 到 9个）
规则 结果 : 元
  依据 1.1
  对 例
  取
    | 数 | 额 |
    | 至少 1个 | 5元 |
    | 0个 | 若 含零 是 乙 则 5元 否则 无 |
"""


def readings():
    zero, some = {"例": [{**ROW, "数": 0}]}, {"例": [{**ROW, "数": 3}]}
    ask = {"ask": ["结果"]}
    out = [
        case("reading/taken", READING, zero, none(), **ask),
        case("reading/switched", READING, zero, value("5.00"),
             readings={"含零": "乙"}, **ask),
        case("reading/said", READING, zero, none(), readings={"含零": "甲"},
             **ask),
        case("reading/open", READING, zero,
             unknown(none=True, lowest="5.00", highest="5.00"),
             readings={"含零": "?"}, **ask),
        case("reading/not-used", READING, some, value("5.00"),
             readings={"含零": "?"}, **ask),
    ]
    return out


OPEN_TERM = """
标准 收费标准 : 元/月（0元/月 到 2万元/月）  待 发改委 定
  依据 5.1
实体 例
  收费 : 元/月（0元/月 到 2万元/月）
  备案 : 是否
规则 结果 : 元
  依据 1.1
  对 例
  当 备案 且 收费 ≤ 收费标准
  取 1元
"""

PRESUMED = """
实体 例
  备案 : 是否
  数 : 整数 个 或 无
推定 例 的 备案 = 否
  依据 2.1
推定 例 的 数 = 3个
  依据 2.2
规则 结果 : 整数 个
  依据 1.1
  对 例
  当 非 备案
  取 数 无则 0个
"""

OPEN_SET = """
实体 例
  向 : 东、南、西、北
规则 结果 : 是否
  依据 1.1
  对 例
  取 向 属于（东、南 等 待 规划局 认定）
"""


def terms():
    def rows(**facts):
        return {"例": [{**ROW, **facts}]}
    ask = {"ask": ["结果"]}
    return [
        case("standard/awaited", OPEN_TERM, rows(收费=900, 备案=True),
             unknown(none=True, lowest="1.00", highest="1.00",
                     needs=["收费标准"]), **ask),
        case("standard/not-needed", OPEN_TERM, rows(收费=900, 备案=False),
             none(), **ask),
        case("standard/certain-all-the-same", OPEN_TERM,
             rows(收费=0, 备案=True), value("1.00"), **ask),
        case("standard/given", OPEN_TERM,
             {**rows(收费=900, 备案=True), "收费标准": 900}, value("1.00"),
             **ask),
        case("standard/given-less", OPEN_TERM,
             {**rows(收费=900, 备案=True), "收费标准": "899.99"}, none(),
             **ask),
        case("presumption/stands-in", PRESUMED, rows(), value("3"), **ask),
        case("presumption/gives-way", PRESUMED, rows(备案=False, 数=7),
             value("7"), **ask),
        case("presumption/gives-way-to-none", PRESUMED, rows(数=None),
             value("0"), **ask),
        case("presumption/denied", PRESUMED, rows(备案=True), none(), **ask),
        case("open-set/listed", OPEN_SET, rows(向="东"), value(True), **ask),
        case("open-set/not-listed", OPEN_SET, rows(向="北"),
             unknown(values=["true", "false"]), **ask),
        case("open-set/unknown", OPEN_SET, rows(),
             unknown(values=["true", "false"]), **ask),
    ]


# ---- helpers, outputs, constraints ----

HELPER = """
实体 例
  数 : 元
规则 折半(额 : 元, 几成 : 小数 2位) : 元
  取 (额 × 几成) 四舍五入 到 0.01元
规则 结果 : 元
  依据 1.1
  对 例
  令 一半 = 折半(数, 50%)
  取 折半(一半, 10%) + 折半(数 + 1元, 0.25)
"""

OUTPUTS = """
名册 等级 = 甲级、乙级
实体 例
  数 : 整数 个
规则 评级 : (级 : 等级, 奖 : 元)
  依据 1.1
  对 例
  取 首个 级、奖
    | 数 | 级 | 奖 |
    | 至少 50个 | 甲级 | 5元 |
    | 至少 20个 | 乙级 | 2元 |
规则 结果 : 元
  依据 1.1
  对 例
  取 (评级 的 奖 无则 0元) + 1元
"""

DOMAIN = """
实体 例
  数 : 整数 个
规则 结果 : 整数 个（0个 到 10个）
  依据 1.1
  对 例
  取 数 + 1个
约束 数不太大
  依据 1.2
  对 例
  应当 数 ≤ 8个
断言 结果不小
  对 例
  当 数 > 3个
  应当 结果 ≥ 5个
"""


def others():
    def rows(**facts):
        return {"例": [{**ROW, **facts}]}
    out = [case("helper/twice", HELPER, rows(数="101.01"),
                value("30.55"), ask=["结果"])]
    for n, (grade, prize) in {60: ("甲级", 5), 50: ("甲级", 5),
                              49: ("乙级", 2), 19: (None, None)}.items():
        expect = [none(decision="评级 的 级"), none(decision="评级 的 奖"),
                  value("1.00", decision="结果")]
        if grade:
            expect = [value(grade, decision="评级 的 级"),
                      value(number(prize, 2), decision="评级 的 奖"),
                      value(number(prize + 1, 2), decision="结果")]
        out.append(case(f"outputs/{n}", OUTPUTS, rows(数=n), expect))
    for n, v in ((-2, None), (-1, "0"), (9, "10"), (10, None)):
        # A constraint that these facts keep: a broken one refuses them.
        kept = DOMAIN.replace("数 ≤ 8个", "数 ≤ 10个")
        out.append(case(f"domain/{n}", kept, rows(数=n),
                        value(v) if v else fault("out_of_domain"),
                        ask=["结果"]))
    for n in (8, 9):
        out.append(case(f"constraint/{n}", DOMAIN, rows(数=n), value(n <= 8),
                        ask=["数不太大"]))
    out.append(case("assertion/holds", DOMAIN, rows(数=4), value(True),
                    ask=["结果不小"]))
    out.append(case("assertion/does-not-apply", DOMAIN, rows(数=3), none(),
                    ask=["结果不小"]))
    return out


ENGLISH = """
entity house
  size : integer person
  kind : owned, rented
  poor : flag
  out  : date or none
rule help : yuan
  cites 1.1
  for house
  when kind is not owned and out has_none
  gives
    | size              | amount   |
    | at least 5 person | 500 yuan |
    | 3..4 person       | 300 yuan |
    | under 3 person    | 100 yuan |
  otherwise 0 yuan
  but double
    cites 1.2
    when poor
    gives (200 yuan + 50 yuan/person * size) capped_at 400 yuan
"""


def english():
    out = []
    for size, poor, v in ((5, False, 500), (4, False, 300), (3, False, 300),
                          (2, False, 100), (2, True, 300), (6, True, 400)):
        row = {**ROW, "size": size, "kind": "rented", "poor": poor, "out": None}
        out.append(case(f"english/{size}-{poor}", ENGLISH, {"house": [row]},
                        value(number(v, 2)), ask=["help"]))
    row = {**ROW, "size": 5, "kind": "owned"}
    out.append(case("english/otherwise", ENGLISH, {"house": [row]},
                    value("0.00"), ask=["help"]))
    years = ("entity house\n  built : date\nrule help : flag\n  cites 1.1\n"
             "  for house\n"
             "  gives year_holding(built) = 2025year and 2025 year > 3 month\n")
    for day, v in (("2025-12-31", True), ("2026-01-01", False)):
        out.append(case(f"english/year/{day}", years,
                        {"house": [{**ROW, "built": day}]}, value(v),
                        ask=["help"]))
    return out


# ---- what is refused ----

def refusals():
    out = []

    def rules(name, code, text):
        out.append({"name": f"refused/{name}", "rules": text, "facts": {},
                    "refused": {"code": code, "status": 3}})

    def rule(name, code, kind, expression, fields="  数 : 整数 个\n  额 : 元\n"
             "  日 : 日期\n  好 : 是否\n  许 : 元 或 无\n"):
        rules(name, code, f"实体 例\n{fields}规则 结果 : {kind}\n"
              f"  依据 1.1\n  对 例\n  取 {expression}\n")

    rule("money-and-day", "E0401", "元", "额 + 日")
    rule("money-and-count", "E0402", "是否", "额 > 数")
    rule("money-and-bare-number", "E0402", "元", "额 + 1")
    rule("money-squared", "E0403", "元", "额 × 额")
    rule("quotient-stored", "E0404", "元", "额 ÷ 3")
    rule("places-stored", "E0405", "元", "额 × 0.5")
    rule("count-as-condition", "E0406", "元", "若 数 则 1元 否则 2元")
    rule("truths-ordered", "E0407", "是否", "好 > 好")
    rule("may-be-none", "E0408", "元", "许 + 1元")
    rule("compared-with-none", "E0408", "是否", "许 = 无")
    rule("unknown-name", "E0302", "元", "额度")
    rule("unknown-function", "E0303", "元", "什么(额)")
    rule("unknown-unit", "E0414", "元", "5块")
    rule("months-to-a-day", "E0513", "日期", "日 + 1月")
    rule("month-end-not-said", "E0513", "日期", "加月(日, 1月)")
    rule("reversed-range", "E0413", "是否", "数 是 9-5个")
    rule("date-that-is-not", "E0116", "是否", "日 = 2025-02-29")
    rule("round-to-nothing", "E0424", "元", "额 四舍五入 到 0元")
    rule("too-many-arguments", "E0425", "整数 岁", "周岁(日, 日, 日)")
    rule("thousands-comma", "E0115", "元", "1,000元")
    rules("twice", "E0301",
          "规则 甲 : 元\n  依据 1\n  取 1元\n规则 甲 : 元\n  依据 2\n"
          "  取 2元\n")
    rules("circle", "E0505",
          "规则 甲 : 元\n  依据 1\n  取 乙\n规则 乙 : 元\n  依据 1\n"
          "  取 甲\n")
    rules("expires-first", "E0507",
          "规则 甲 : 元\n  依据 1\n  施行 2025-02-01\n  失效 2025-02-01\n"
          "  取 1元\n")
    rules("reading-with-one", "E0307",
          "疑义 甲\n  依据 1\n  乙 “一”\n  暂取 乙\n")
    rules("rows-overlap", "E0502",
          "实体 例\n  数 : 整数\n规则 甲 : 元\n  依据 1\n  对 例\n  取\n"
          "    | 数 | 额 |\n    | 至少 10 | 1元 |\n    | 至多 10 | 1元 |\n")
    rules("ratio-of-nothing", "E0412",
          "规则 甲 : 元\n  依据 1\n  取 1元\n分担 乙\n  依据 1\n  把 甲\n"
          "  按 丙 : 丁 = 0 : 0\n  余数 归 丙\n")
    rules("split-among-one", "E0319",
          "名册 家 = 甲家\n规则 甲 : 元\n  依据 1\n  取 1元\n分担 乙\n"
          "  依据 1\n  把 甲\n  按 多个 家 取 1\n  余数 归 甲家\n")
    rules("nothing-given", "E0436", "规则 甲 : 元\n  依据 1\n")
    return out


def files():
    return {
        "06-tables": unique_tables() + policies() + band_tables(),
        "07-rules": together() + nested() + provisos() + versions(),
        "08-terms": readings() + terms() + others() + english(),
        "09-refused": refusals(),
    }
