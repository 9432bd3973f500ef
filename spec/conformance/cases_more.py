"""Rosters with facts, links, periods of every length, versions and exceptions
by label, splits among members, chains of decisions."""

import datetime

from build_case import case, fault, none, number, unknown, value

DAY = datetime.date

# ---- rosters and paths ----

ROSTER = """
名册 县
  人口 : 整数 人
  补 : 元 或 无
  | 县   | 人口 | 补   |
  | 东县 | 100  | 5元  |
  | 西县 | 250  | 无   |
  | 南县 | 70   | 2元  |
实体 园
  县 : 县
  数 : 整数 个
实体 人
  园 : 园
  介绍人 : 人 或 无
  岁 : 整数 岁
"""

PLACES = {"园": [{"$id": "甲园", "县": "东县", "数": 5},
                {"$id": "乙园", "县": "西县", "数": 7},
                {"$id": "丙园", "县": "东县", "数": 9}],
          "人": [{"$id": "子", "园": "甲园", "介绍人": None, "岁": 3},
                {"$id": "丑", "园": "甲园", "介绍人": "子", "岁": 4},
                {"$id": "寅", "园": "乙园", "介绍人": "丑", "岁": 5}]}


def path(name, kind, on, expression, expect, facts=None, clause=""):
    rules = (f"{ROSTER}规则 结果 : {kind}\n  依据 1.1\n"
             + (f"  对 {on}\n" if on else "") + clause
             + f"  取 {expression}\n")
    return case(f"path/{name}", rules, PLACES if facts is None else facts,
                expect, ask=["结果"])


def paths():
    out = [
        path("fact", "整数 人", "园", "县 的 人口", value("100", id="甲园")),
        path("two-steps", "整数 人", "人", "园 的 县 的 人口",
             value("250", id="寅")),
        path("optional-fact", "元", "园", "县 的 补",
             [value("5.00", id="甲园"), none(id="乙园")]),
        path("optional-link", "整数 岁", "人", "介绍人 的 岁",
             [none(id="子"), value("3", id="丑"), value("4", id="寅")]),
        path("optional-link-twice", "整数 岁", "人", "介绍人 的 介绍人 的 岁",
             [none(id="子"), none(id="丑"), value("3", id="寅")]),
        path("reverse", "整数 个", "县", "合计(本 的 园 的 数)",
             [value("14", id="东县"), value("7", id="西县"),
              value("0", id="南县")]),
        path("reverse-twice", "整数 岁", "县", "合计(本 的 园 的 人 的 岁)",
             [value("7", id="东县"), value("5", id="西县"),
              value("0", id="南县")]),
        path("reverse-of-link", "整数 个", "人", "个数(园 的 人)",
             [value("2", id="子"), value("1", id="寅")]),
        path("reverse-of-itself", "整数 个", "人", "个数(本 的 人)",
             [value("1", id="子"), value("0", id="寅")]),
        path("siblings", "整数 个", "人",
             "个数(园 的 人 当 岁 > 本 的 岁)",
             [value("1", id="子"), value("0", id="丑")]),
        path("members", "整数 人", None, "合计(县 的 人口)", value("420")),
        path("members-when", "整数 个", None,
             "个数(县 当 人口 ≥ 100人 且 补 有值)", value("1")),
        path("this-in-aggregate", "整数 个", "县",
             "个数(园 当 县 是 本)", value("2", id="东县")),
        path("is-member", "是否", "园", "县 是 西县",
             [value(False, id="甲园"), value(True, id="乙园")]),
        path("compare-rows", "是否", "人", "园 = (介绍人 的 园 无则 园)",
             [value(True, id="丑"), value(False, id="寅")]),
        path("let", "整数 人", "园", "两倍 + 1人", value("201", id="甲园"),
             clause="  令 人数 = 县 的 人口\n  令 两倍 = 人数 × 2\n"),
        path("fact-unknown", "整数 人", "园", "县 的 人口",
             unknown(lowest="70", highest="250", needs=["县"]),
             facts={"园": [{"$id": "甲园"}]}),
        path("fact-unknown-decided", "是否", "园", "县 的 人口 ≥ 70人",
             value(True), facts={"园": [{"$id": "甲园"}]}),
        path("link-unknown", "整数 个", "县", "合计(本 的 园 的 数)",
             unknown(id="东县", lowest="0", highest="4", needs=["县"],
                     exact=True),
             facts={"园": [{"$id": "甲园", "数": 4}]}),
        path("link-unknown-whole", "整数 个", None, "合计(园 的 数)",
             value("4"), facts={"园": [{"$id": "甲园", "数": 4}]}),
    ]
    return out


# ---- periods of every length ----

LENGTHS = """
实体 例
  始 : 日期
规则 每次 : 元
  依据 1.1
  对 例 每 {small}
  当 始 ≤ 本期 的 末日
  取 1元
规则 结果 : 元
  依据 1.1
  对 例 每 {large}
  取 合计(每次, 本期)
"""


def count(small, start, first, last):
    """Periods of kind SMALL within the days, not over before START."""
    n, day = 0, first
    while day <= last:
        if small == "日":
            following = day + datetime.timedelta(1)
        else:
            step = {"月": 1, "季度": 3, "半年": 6}[small]
            m = day.month - 1 + step
            following = DAY(day.year + m // 12, m % 12 + 1, 1)
        n += start < following
        day = following
    return n


def lengths():
    out = []
    table = [("日", "月", "2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29)),
             ("日", "年", "2025", DAY(2025, 1, 1), DAY(2025, 12, 31)),
             ("月", "季度", "2025-Q3", DAY(2025, 7, 1), DAY(2025, 9, 30)),
             ("月", "半年", "2025-H2", DAY(2025, 7, 1), DAY(2025, 12, 31)),
             ("季度", "年", "2024", DAY(2024, 1, 1), DAY(2024, 12, 31)),
             ("半年", "年", "2025", DAY(2025, 1, 1), DAY(2025, 12, 31)),
             ("季度", "半年", "2025-H1", DAY(2025, 1, 1), DAY(2025, 6, 30))]
    for small, large, period, first, last in table:
        for start in (DAY(2020, 1, 1), first + datetime.timedelta(20), last,
                      last + datetime.timedelta(1)):
            rules = LENGTHS.format(small=small, large=large)
            row = {"例": [{"$id": "一", "始": start.isoformat()}]}
            n = count(small, start, first, last)
            out.append(case(f"lengths/{small}-{large}/{start}", rules, row,
                            value(number(n, 2), period=period),
                            period=period, ask=["结果"]))
    return out


STEPS = """
实体 例
  额 : 元
规则 结果 : 整数 个
  依据 1.1
  对 例
  取 个数({steps} 自 {a} 至 {b} 取 额)
"""


def steps():
    out = []
    table = [("逐日", "2025-02-27", "2025-03-02", 4),
             ("逐日", "2025-03-02", "2025-03-02", 1),
             ("逐日", "2025-03-02", "2025-03-01", 0),
             ("逐月", "2025-01-31", "2025-03-01", 3),
             ("逐月", "2025-01-01", "2025-01-31", 1),
             ("逐季", "2025-03-31", "2025-04-01", 2),
             ("逐季", "2025-01-01", "2025-12-31", 4),
             ("逐年", "2024-12-31", "2025-01-01", 2),
             ("逐年", "2000-01-01", "2099-12-31", 100)]
    for word, a, b, n in table:
        rules = STEPS.format(steps=word, a=a, b=b)
        out.append(case(f"steps/{word}/{a}-{b}", rules,
                        {"例": [{"$id": "一", "额": 1}]}, value(str(n)),
                        ask=["结果"]))
    return out


# ---- which period is meant ----

MEANT = """
实体 例
  额 : 元 每 月
规则 月度 : 元
  依据 1.1
  对 例 每 月
  取 额
规则 按日 : 元
  依据 1.1
  对 例 每 日
  取 月度
规则 按季 : 元
  依据 1.1
  对 例 每 季度
  取 (月度 于 本期 的 首日) + (月度 于 本期 的 末日)
规则 现在 : 元
  依据 1.1
  对 例
  取 月度
规则 那月 : 元
  依据 1.1
  对 例
  取 (月度 于 2025年2月) + (额 于 2025-03-31)
规则 末日加 : 日期
  依据 1.1
  对 例 每 季度
  取 本期 的 末日 + 1日
"""


def meant():
    row = {"例": [{"$id": "一", "额": {"2025-01": "1", "2025-02": "2",
                                    "2025-03": "4"}}]}
    return [
        case("meant/day-of-month", MEANT, row,
             value("2.00", period="2025-02-28"), period="2025-02-28",
             ask=["按日"]),
        case("meant/ends-of-quarter", MEANT, row,
             value("5.00", period="2025-Q1"), period="2025-Q1",
             ask=["按季"]),
        case("meant/as-of-day", MEANT, row, value("4.00"),
             as_of="2025-03-15", ask=["现在"]),
        case("meant/day-unknown", MEANT, row, unknown(), ask=["现在"]),
        case("meant/said", MEANT, row, value("6.00"), ask=["那月"]),
        case("meant/last-day", MEANT, row,
             value("2025-04-01", period="2025-Q1"), period="2025-Q1",
             ask=["末日加"]),
    ]


# ---- exceptions and versions by label ----

LABELS = """
实体 例
  甲 : 是否
  乙 : 是否
  丙 : 是否
规则 结果 : 元
  依据 1.1
  对 例
  合并 叠加
  当 甲
  取 1元
规则 另一条 归 结果
  依据 1.2
  当 乙
  取 10元
例外 改另一条 优先于 另一条
  依据 1.3
  当 丙
  取 100元
"""

DATED = """
实体 例
  甲 : 是否
规则 结果 : 元
  依据 1.1
  对 例
  取 1元
例外 临时 优先于 结果
  依据 1.2
  施行 2025-03-01
  失效 2025-04-01
  当 甲
  取 2元
例外 更临时 优先于 临时
  依据 1.3
  自 2025-03-10 至 2025-03-12
  取 3元
"""


def labels():
    out = []
    for a in (True, False):
        for b in (True, False):
            for c in (True, False):
                one = 1 if a else 0
                other = 100 if c else 10 if b else 0
                expect = (value(number(one + other, 2))
                          if a or b or c else none())
                row = {"$id": "一", "甲": a, "乙": b, "丙": c}
                out.append(case(f"label/{a}-{b}-{c}", LABELS,
                                {"例": [row]}, expect, ask=["结果"]))
    days = [("2025-02-28", 1), ("2025-03-01", 2), ("2025-03-09", 2),
            ("2025-03-10", 3), ("2025-03-12", 3), ("2025-03-13", 2),
            ("2025-03-31", 2), ("2025-04-01", 1)]
    for day, v in days:
        out.append(case(f"label/dated/{day}", DATED,
                        {"例": [{"$id": "一", "甲": True}]},
                        value(number(v, 2)), as_of=day, ask=["结果"]))
    out.append(case("label/dated/not-applying", DATED,
                    {"例": [{"$id": "一", "甲": False}]}, value("1.00"),
                    as_of="2025-03-05", ask=["结果"]))
    return out


# ---- splits of splits, chains ----

CHAIN = """
实体 例
  额 : 元
规则 原 : 元
  依据 1.1
  对 例
  取 额
分担 先分
  依据 1.2
  对 例
  把 原
  按 市 : 县 = 1 : 3
  余数 归 县
规则 县摊 : 元
  依据 1.3
  对 例
  取 原 的 县
分担 再分
  依据 1.4
  对 例
  把 县摊
  按 甲镇 : 乙镇 = 0.5 : 0.25
  余数 归 甲镇
规则 总 : 元
  依据 1.5
  取 合计(例 的 县摊 的 乙镇)
"""


def chains():
    out = []
    for whole, city, one, two in (("100", "25.00", "50.00", "25.00"),
                                  ("0.07", "0.01", "0.04", "0.02"),
                                  ("9.99", "2.49", "5.00", "2.50")):
        out.append(case(f"chain/{whole}", CHAIN,
                        {"例": [{"$id": "一", "额": whole}]},
                        [value(city, decision="原 的 市"),
                         value(one, decision="县摊 的 甲镇"),
                         value(two, decision="县摊 的 乙镇"),
                         value(two, decision="总")]))
    out.append(case("chain/two-rows", CHAIN,
                    {"例": [{"$id": "一", "额": "100"},
                           {"$id": "二", "额": "0.07"}]},
                    value("25.02", decision="总"), ask=["总"]))
    out.append(case("chain/zero", CHAIN, {"例": [{"$id": "一", "额": 0}]},
                    value("0.00", decision="原 的 县"), ask=["原 的 县"]))
    return out


# ---- faults and where they matter ----

FAULTS = """
实体 例
  零 : 整数
  好 : 是否
规则 坏 : 整数
  依据 1.1
  对 例
  取 (6 ÷ 零) 去尾 到 1
规则 结果 : 整数
  依据 1.2
  对 例
  当 好
  取 坏
  否则 9
规则 表 : 整数
  依据 1.3
  对 例
  取 首个
    | 好 | 坏 | 数 |
    | 否 | -  | 1 |
    | 是 | 至少 1 | 2 |
    | 是 | 其他 | 3 |
规则 和 : 整数
  依据 1.4
  取 合计(例 的 坏)
规则 好和 : 整数
  依据 1.5
  取 合计(例 当 好 取 坏)
"""


def faults():
    def row(name, zero, good):
        return {"$id": name, "零": zero, "好": good}
    bad = {"例": [row("一", 0, False), row("二", 3, True)]}
    worse = {"例": [row("一", 0, True), row("二", 3, True)]}
    return [
        case("fault/not-chosen", FAULTS, bad,
             [value("9", id="一"), value("2", id="二")], ask=["结果"]),
        case("fault/chosen", FAULTS, worse,
             [fault("division_by_zero", id="一"), value("2", id="二")],
             ask=["结果"]),
        case("fault/row-before", FAULTS, bad,
             [value("1", id="一"), value("2", id="二")], ask=["表"]),
        case("fault/sum", FAULTS, bad, fault("division_by_zero"),
             ask=["和"]),
        case("fault/sum-of-the-good", FAULTS, bad, value("2"),
             ask=["好和"]),
        case("fault/sum-of-the-bad", FAULTS, worse,
             fault("division_by_zero"), ask=["好和"]),
    ]


def files():
    return {
        "13-paths": paths(),
        "14-time": lengths() + steps() + meant(),
        "15-chains": labels() + chains() + faults(),
    }
