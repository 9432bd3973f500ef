"""Collections, periods, histories, flows, splits, ranks."""

import datetime
from fractions import Fraction as F

from build_case import case, fault, fraction, none, number, unknown, value

DAY = datetime.date

WORLD = """
名册 县 = 东县、西县
实体 户
  所在县 : 县
实体 人
  户 : 户
  岁 : 整数 岁（0岁 到 120岁）
  得 : 元（0元 到 100元） 或 无
  生日 : 日期
  好 : 是否
"""


def people(*rows, partial=False):
    """One household 甲户 in 东县 with ROWS: (name, facts)."""
    listed = [{"$id": name, "户": "甲户", **facts} for name, facts in rows]
    return {"户": [{"$id": "甲户", "所在县": "东县"}],
            "人": {"$partial": listed} if partial else listed}


THREE = people(("子", {"岁": 2, "得": "10", "生日": "2023-03-01",
                      "好": True}),
               ("丑", {"岁": 5, "得": None, "生日": "2020-08-09",
                      "好": False}),
               ("寅", {"岁": 5, "得": "30.5", "生日": "2020-01-02",
                      "好": True}))
NOBODY = people()


def fold(name, kind, expression, facts, expect, on="户", **question):
    where = f"  对 {on}\n" if on else ""
    rules = (f"{WORLD}规则 结果 : {kind}\n  依据 1.1\n{where}"
             f"  取 {expression}\n")
    question.setdefault("ask", ["结果"])
    if on == "户":
        expect = {**expect, "id": "甲户"}
    return case(name, rules, facts, expect, **question)


def known_folds():
    out = []
    table = [
        ("sum", "元", "合计(本 的 人 的 得)", "40.50", "0.00"),
        ("sum-when", "元", "合计(本 的 人 当 岁 ≥ 3岁 取 得)", "30.50",
         "0.00"),
        ("sum-computed", "元", "合计(本 的 人 取 (得 无则 1元) × 2)",
         "83.00", "0.00"),
        ("sum-ages", "整数 岁", "合计(本 的 人 的 岁)", "12", "0"),
        ("count", "整数 个", "个数(本 的 人)", "3", "0"),
        ("count-when", "整数 个", "个数(本 的 人 当 好)", "2", "0"),
        ("count-values", "整数 个", "个数(本 的 人 的 得)", "2", "0"),
        ("least", "元 或 无", "最小(本 的 人 的 得)", "10.00", None),
        ("greatest", "元 或 无", "最大(本 的 人 的 得)", "30.50", None),
        ("least-day", "日期", "最小(本 的 人 的 生日)", "2020-01-02", None),
        ("greatest-when", "整数 岁", "最大(本 的 人 当 好 取 岁)", "5",
         None),
        ("mean", "分数 元", "平均(本 的 人 的 得)", fraction(F("20.25")),
         None),
        ("mean-ages", "分数 岁", "平均(本 的 人 的 岁)", "4", None),
        ("exists", "是否", "存在(本 的 人 当 岁 ≥ 5岁)", True, False),
        ("exists-none", "是否", "存在(本 的 人 当 岁 ≥ 6岁)", False, False),
        ("every", "是否", "全都(本 的 人 当 岁 ≥ 2岁)", True, True),
        ("every-not", "是否", "全都(本 的 人 当 好)", False, True),
        ("exists-fact", "是否", "存在(本 的 人 的 好)", True, False),
        ("nested", "元", "合计(本 的 人 当 户 是 本 取 得)", "40.50",
         "0.00"),
        ("path", "整数 个", "个数(本 的 人 当 户 的 所在县 是 东县)", "3",
         "0"),
    ]
    for name, kind, e, some, nobody in table:
        kind = kind.replace(" 或 无", "")
        out.append(fold(f"fold/{name}", kind, e, THREE, value(some)))
        out.append(fold(f"fold/{name}/nobody", kind, e, NOBODY,
                        none() if nobody is None else value(nobody)))
    out.append(fold("fold/all-rows", "整数 个", "个数(人)", THREE,
                    value("3"), on=None))
    out.append(fold("fold/through-two", "元", "合计(本 的 户 的 人 的 得)",
                    THREE, value("40.50", id="东县"), on="县"))
    out.append(fold("fold/through-two/none", "元",
                    "合计(本 的 户 的 人 的 得)", THREE,
                    value("0.00", id="西县"), on="县"))
    out.append(fold("fold/named-rows", "整数 个",
                    "个数(某：人 当 某 的 岁 ≥ 5岁 且 "
                    "存在(另：人 当 另 的 岁 < 某 的 岁))", THREE,
                    value("2"), on=None))
    for who, n in (("子", "3"), ("丑", "2"), ("寅", "1")):
        out.append(case(f"rank/day/{who}", WORLD + "规则 结果 : 整数 个\n"
                        "  依据 1.1\n  对 人\n"
                        "  取 第几(本 的 户 的 人, 生日)\n", THREE,
                        value(n, id=who), ask=["结果"]))
    for who, n in (("子", "1"), ("丑", "2"), ("寅", "2")):
        out.append(case(f"rank/equal/{who}", WORLD + "规则 结果 : 整数 个\n"
                        "  依据 1.1\n  对 人\n"
                        "  取 第几(本 的 户 的 人, 岁)\n", THREE,
                        value(n, id=who), ask=["结果"]))
    return out


def open_folds():
    out = []
    one_missing = people(("子", {"岁": 2, "得": "10", "好": True}),
                         ("丑", {"岁": 5, "好": True}))
    out.append(fold("open/sum-missing", "元", "合计(本 的 人 的 得)",
                    one_missing, unknown(lowest="10.00", highest="110.00",
                                         needs=["得"], exact=True)))
    out.append(fold("open/count-missing", "整数 个", "个数(本 的 人 的 得)",
                    one_missing, unknown(lowest="1", highest="2",
                                         needs=["得"], exact=True)))
    out.append(fold("open/least-missing", "元", "最小(本 的 人 的 得)",
                    one_missing, unknown(lowest="0.00", highest="10.00",
                                         needs=["得"], exact=True)))
    out.append(fold("open/greatest-missing", "元", "最大(本 的 人 的 得)",
                    one_missing, unknown(lowest="10.00", highest="100.00",
                                         needs=["得"], exact=True)))
    out.append(fold("open/other-fact-missing", "整数 岁",
                    "合计(本 的 人 的 岁)", one_missing, value("7")))
    good = people(("子", {"岁": 2, "好": True}), ("丑", {"岁": 5}))
    out.append(fold("open/exists-certain", "是否", "存在(本 的 人 当 好)",
                    good, value(True)))
    out.append(fold("open/every-unknown", "是否", "全都(本 的 人 当 好)",
                    good, unknown(values=["true", "false"], needs=["好"])))
    bad = people(("子", {"好": False}), ("丑", {}))
    out.append(fold("open/every-certain", "是否", "全都(本 的 人 当 好)",
                    bad, value(False)))
    out.append(fold("open/exists-unknown", "是否", "存在(本 的 人 当 好)",
                    bad, unknown(values=["true", "false"])))
    out.append(fold("open/count-when", "整数 个", "个数(本 的 人 当 好)",
                    good, unknown(lowest="1", highest="2", needs=["好"],
                                  exact=True)))
    partial = people(("子", {"岁": 2, "得": "10", "好": True}), partial=True)
    out.append(fold("partial/count-at-least", "整数 个", "个数(本 的 人)",
                    partial, unknown(lowest="1")))
    out.append(fold("partial/count-enough", "是否", "个数(本 的 人) ≥ 1个",
                    partial, value(True)))
    out.append(fold("partial/count-not-enough", "是否",
                    "个数(本 的 人) ≥ 2个", partial,
                    unknown(values=["true", "false"])))
    out.append(fold("partial/sum-at-least", "是否",
                    "合计(本 的 人 的 得) ≥ 10元", partial, value(True)))
    out.append(fold("partial/exists", "是否", "存在(本 的 人 当 好)",
                    partial, value(True)))
    out.append(fold("partial/every", "是否", "全都(本 的 人 当 好)", partial,
                    unknown(values=["true", "false"])))
    absent = {"户": [{"$id": "甲户"}]}
    out.append(fold("partial/not-said", "整数 个", "个数(本 的 人)", absent,
                    unknown(lowest="0")))
    whose = {"户": [{"$id": "甲户"}, {"$id": "乙户"}],
             "人": [{"$id": "子", "户": "甲户", "得": "10"},
                    {"$id": "丑", "得": "7"}]}
    out.append(fold("open/link-unknown", "元", "合计(本 的 人 的 得)", whose,
                    unknown(lowest="10.00", highest="17.00", needs=["户"],
                            exact=True)))
    out.append(fold("open/link-unknown-not-asked", "元",
                    "合计(人 的 得)", whose, value("17.00"), on=None))
    zero = people(("子", {"岁": 0, "得": "10"}), ("丑", {"岁": 1, "得": "3"}))
    out.append(fold("fold/fault", "整数 岁",
                    "合计(本 的 人 取 (1岁 ÷ (岁 ÷ 1岁)) 去尾 到 1岁)", zero,
                    fault("division_by_zero")))
    out.append(fold("fold/fault-not-selected", "整数 岁",
                    "合计(本 的 人 当 岁 > 0岁 取 "
                    "(1岁 ÷ (岁 ÷ 1岁)) 去尾 到 1岁)", zero, value("1")))
    return out


# ---- periods ----

FLOW = """
实体 例
  额 : 元 每 月
  入 : 日期
  出 : 日期 或 无
规则 月补 : 元
  依据 1.1
  对 例 每 月
  当 入 ≤ 本期 的 末日 且 (出 无则 本期 的 末日) ≥ 本期 的 首日
  取 200元
规则 年补 : 元
  依据 1.1
  对 例 每 年
  取 合计(月补, 本期)
规则 半年补 : 元
  依据 1.1
  对 例 每 半年
  取 合计(月补, 本期)
规则 月数 : 整数 个
  依据 1.1
  对 例 每 年
  取 个数(月补, 本期)
规则 累计 : 元
  依据 1.1
  对 例 每 月
  取 合计(额, 截至本期)
规则 历来最多 : 元
  依据 1.1
  对 例 每 月
  取 最大(额, 截至本期)
规则 比上月 : 元
  依据 1.1
  对 例 每 月
  取 额 - (额 于 本期 的 上期)
规则 逐月合计 : 元
  依据 1.1
  对 例
  取 合计(逐月 自 2025-02-10 至 2025-04-01 取 额)
规则 大月合计 : 元
  依据 1.1
  对 例
  取 合计(逐月 自 2025-01-01 至 2025-03-31 当 额 ≥ 20元 取 额)
规则 三月 : 元
  依据 1.1
  对 例
  取 (额 于 2025年3月)
"""


def months(a, b):
    """How many months of 2025 meet the days A to B."""
    n = 0
    for m in range(1, 13):
        first = DAY(2025, m, 1)
        last = DAY(2025 + m // 12, m % 12 + 1, 1) - datetime.timedelta(1)
        n += a <= last and b >= first
    return n


AMOUNTS = {f"2025-{m:02}": f"{m * 10}.00" for m in range(1, 13)}


def per_period():
    out = []
    ask = {"ask": ["月补"]}
    for day, first, last in (("2025-03-10", "2025-03", "2025-07"),
                             ("2025-03-01", "2025-03", "2025-07"),
                             ("2025-03-31", "2025-03", "2025-07")):
        row = {"例": [{"$id": "一", "入": day, "出": "2025-07-01"}]}
        for period in ("2025-02", "2025-03", "2025-07", "2025-08"):
            inside = first <= period <= last
            out.append(case(f"each/{day}/{period}", FLOW, row,
                            value("200.00", period=period) if inside
                            else none(period=period), period=period, **ask))
    spans = [("2025-01-01", "2025-12-31"), ("2024-05-06", None),
             ("2025-03-10", "2025-07-01"), ("2025-12-31", None),
             ("2026-01-01", None), ("2025-02-28", "2025-03-01")]
    for i, (a, b) in enumerate(spans, 1):
        row = {"例": [{"$id": "一", "入": a, "出": b}]}
        n = months(DAY.fromisoformat(a), DAY.fromisoformat(b or "2030-01-01"))
        out.append(case(f"year/sum/{i}", FLOW, row,
                        value(number(200 * n, 2), period="2025"),
                        period="2025", ask=["年补"]))
        out.append(case(f"year/count/{i}", FLOW, row,
                        value(str(n), period="2025"), period="2025",
                        ask=["月数"]))
    row = {"例": [{"$id": "一", "入": "2025-05-05", "出": None}]}
    out.append(case("half/sum", FLOW, row,
                    [value("400.00", period="2025-H1"),
                     value("1200.00", period="2025-H2")],
                    period="2025-H1..2025-H2", ask=["半年补"]))
    out.append(case("each/as-of-day", FLOW, row,
                    value("200.00", period="2025-05"), as_of="2025-05-01",
                    ask=["月补"]))
    out.append(case("each/range", FLOW, row,
                    [none(period="2025-04"), value("200.00",
                                                   period="2025-05")],
                    period="2025-04..2025-05", ask=["月补"]))
    return out


def flows():
    out = []
    row = {"例": [{"$id": "一", "额": AMOUNTS}]}
    for m in (1, 2, 6, 12):
        p = f"2025-{m:02}"
        total = sum(10 * k for k in range(1, m + 1))
        out.append(case(f"to-date/sum/{m}", FLOW, row,
                        value(number(total, 2), period=p), period=p,
                        ask=["累计"]))
        out.append(case(f"to-date/greatest/{m}", FLOW, row,
                        value(number(10 * m, 2), period=p), period=p,
                        ask=["历来最多"]))
    out.append(case("previous/march", FLOW, row,
                    value("10.00", period="2025-03"), period="2025-03",
                    ask=["比上月"]))
    out.append(case("previous/january", FLOW, row,
                    unknown(period="2025-01"), period="2025-01",
                    ask=["比上月"]))
    out.append(case("steps/sum", FLOW, row, value("90.00"),
                    ask=["逐月合计"]))
    out.append(case("steps/when", FLOW, row, value("50.00"),
                    ask=["大月合计"]))
    out.append(case("at/month", FLOW, row, value("30.00"), ask=["三月"]))
    gap = {"例": [{"$id": "一", "额": {"2025-02": "5", "2025-04": "7"}}]}
    out.append(case("steps/missing", FLOW, gap, unknown(needs=["额"]),
                    ask=["逐月合计"]))
    out.append(case("at/missing", FLOW, gap, unknown(needs=["额"]),
                    ask=["三月"]))
    out.append(case("to-date/missing", FLOW, gap,
                    unknown(period="2025-04"), period="2025-04",
                    ask=["累计"]))
    return out


STATE = """
实体 例
  备案 : 是否 历次
  级 : 甲级、乙级 历次
规则 结果 : 元
  依据 1.1
  对 例
  当 备案
  取 若 级 是 甲级 则 2元 否则 1元
规则 当月 : 元
  依据 1.1
  对 例 每 月
  当 备案
  取 1元
规则 全年 : 元
  依据 1.1
  对 例
  取 合计(逐月 自 2025-01-01 至 2025-12-31 取 当月)
规则 那天 : 是否
  依据 1.1
  对 例
  取 (备案 于 2025-03-15)
"""


def states():
    out = []
    row = {"例": [{"$id": "一", "备案": [
        {"$from": "2025-03-15", "$value": True},
        {"$from": "2025-01-01", "$value": False},
        {"$from": "2025-09-01", "$value": False}],
        "级": [{"$from": "2020-01-01", "$value": "乙级"},
              {"$from": "2025-06-01", "$value": "甲级"}]}]}
    for day, v in (("2025-03-14", None), ("2025-03-15", "1.00"),
                   ("2025-05-31", "1.00"), ("2025-06-01", "2.00"),
                   ("2025-08-31", "2.00"), ("2025-09-01", None)):
        out.append(case(f"state/{day}", STATE, row,
                        value(v) if v else none(), as_of=day, ask=["结果"]))
    out.append(case("state/before-the-first", STATE, row,
                    unknown(none=True, needs=["备案"]), as_of="2024-12-31",
                    ask=["结果"]))
    out.append(case("state/day-unknown", STATE, row, unknown(none=True),
                    ask=["结果"]))
    out.append(case("state/at", STATE, row, value(True), ask=["那天"]))
    out.append(case("state/first-of-each-month", STATE, row,
                    value("5.00"), ask=["全年"]))
    always = {"例": [{"$id": "一", "备案": True, "级": "甲级"}]}
    out.append(case("state/always", STATE, always, value("2.00"),
                    ask=["结果"]))
    return out


# ---- splits ----

SPLIT = """
实体 例
  额 : 元
  县 : 甘州、其余
规则 补贴 : 元
  依据 1.1
  对 例
  当 额 ≥ 0元
  取 额
分担 由谁出
  依据 1.2
  对 例
  把 补贴
  按
    | 县 | 市 : 县里 |
    | 甘州 | 2 : 8 |
    | 其他 | 0 : 1 |
  余数 归 县里
"""

THIRDS = """
实体 例
  额 : 元
规则 补贴 : 元
  依据 1.1
  对 例
  取 额
分担 三家
  依据 1.2
  对 例
  把 补贴
  按 甲家 : 乙家 : 丙家 = {weights}
  余数 归 {rest}
"""


def parts_of(whole, weights, rest):
    """Each part rounded down to a cent, REST taking what is left."""
    cents = [int(F(whole) * 100 * w / sum(weights)) for w in weights]
    cents[rest] = 0
    cents[rest] = int(F(whole) * 100) - sum(cents)
    return [F(c, 100) for c in cents]


def splits():
    out = []
    for whole in ("0", "0.01", "0.04", "0.05", "100", "99999.99"):
        for where, weights in (("甘州", (2, 8)), ("其余", (0, 1))):
            parts = parts_of(whole, weights, 1)
            out.append(case(f"split/{whole}/{where}", SPLIT,
                            {"例": [{"$id": "一", "额": whole, "县": where}]},
                            [value(number(p, 2), decision=f"补贴 的 {name}")
                             for p, name in zip(parts, ("市", "县里"))]))
    out.append(case("split/none", SPLIT,
                    {"例": [{"$id": "一", "额": "-1", "县": "甘州"}]},
                    [none(decision="补贴 的 市"),
                     none(decision="补贴 的 县里")]))
    out.append(case("split/where-unknown", SPLIT,
                    {"例": [{"$id": "一", "额": "100"}]},
                    [unknown(decision="补贴 的 市", exact=True, lowest="0.00",
                             highest="20.00", needs=["县"]),
                     unknown(decision="补贴 的 县里", exact=True, lowest="80.00",
                             highest="100.00", needs=["县"])]))
    names = ("甲家", "乙家", "丙家")
    for weights in ((1, 1, 1), (1, 2, 4), (0, 0, 5), (7, 1, 0)):
        for rest in (0, 2):
            for whole in ("100", "0.02", "10.01"):
                parts = parts_of(whole, weights, rest)
                rules = THIRDS.format(
                    weights=" : ".join(map(str, weights)), rest=names[rest])
                at = "-".join(map(str, weights))
                out.append(case(f"split/{at}/{names[rest]}/{whole}", rules,
                                {"例": [{"$id": "一", "额": whole}]},
                                [value(number(p, 2),
                                       decision=f"补贴 的 {name}")
                                 for p, name in zip(parts, names)]))
    return out


def files():
    return {
        "10-rows": known_folds() + open_folds(),
        "11-periods": per_period() + flows() + states(),
        "12-splits": splits(),
    }
