"""Numbers, truths, dates, periods, texts: operators and functions."""

import calendar
import datetime
from fractions import Fraction as F
from math import ceil, floor

from build_case import fault, fraction, none, number, one, unknown, value

YES, NO, OPEN = True, False, ...
DAY = datetime.date


# ---- numbers ----

def arithmetic():
    out = []
    pairs = [("0", "0"), ("1", "2"), ("-3", "7"), ("0.05", "-0.07"),
             ("999999999999.99", "0.01"), ("-12.34", "-0.66")]
    for i, (a, b) in enumerate(pairs, 1):
        facts = {"甲": ("元", a), "乙": ("元", b)}
        x, y = F(a), F(b)
        out.append(one(f"add/{i}", "元", "甲 + 乙", facts,
                       value(number(x + y, 2))))
        out.append(one(f"subtract/{i}", "元", "甲 - 乙", facts,
                       value(number(x - y, 2))))
        out.append(one(f"negate/{i}", "元", "-甲", facts,
                       value(number(-x, 2))))
        out.append(one(f"absolute/{i}", "元", "绝对值(甲)", facts,
                       value(number(abs(x), 2))))
        out.append(one(f"least/{i}", "元", "甲 封顶 乙", facts,
                       value(number(min(x, y), 2))))
        out.append(one(f"greatest/{i}", "元", "甲 保底 乙", facts,
                       value(number(max(x, y), 2))))
    products = [("1.5", 4), ("-0.25", 3), ("0", 7), ("12345678901.23", 999)]
    for i, (a, b) in enumerate(products, 1):
        facts = {"甲": ("元", a), "乙": ("整数 个", b)}
        out.append(one(f"multiply/{i}", "元", "甲 × 乙", facts,
                       value(number(F(a) * b, 2))))
    quotients = [(7, 2), (1, 3), (-6, 4), (6, 3), (0, 5), (-10, -4)]
    for i, (a, b) in enumerate(quotients, 1):
        facts = {"甲": ("整数", a), "乙": ("整数", b)}
        out.append(one(f"divide/{i}", "分数", "甲 ÷ 乙", facts,
                       value(fraction(F(a, b)))))
        out.append(one(f"divide-more/{i}", "分数", "甲 ÷ 乙 + 甲 ÷ 7 - 1",
                       facts, value(fraction(F(a, b) + F(a, 7) - 1))))
    out.append(one("divide/by-zero", "分数", "1 ÷ 甲", {"甲": ("整数", 0)},
                   fault("division_by_zero")))
    out.append(one("divide/whole-again", "整数", "(甲 ÷ 3 × 3) 四舍五入 到 1",
                   {"甲": ("整数", 7)}, value("7")))
    big = {"甲": ("整数", 999999999999999)}
    out.append(one("overflow/multiply", "整数", "甲 × 甲 × 甲", big,
                   fault("overflow")))
    out.append(one("overflow/just-not", "整数", "甲 × 甲", big,
                   value(str(999999999999999 ** 2))))
    for i, (a, n, places) in enumerate(
            [("1.1", 2, 4), ("1.5", 3, 6), ("2", 10, 0), ("1.005", 0, 3),
             ("0.5", 4, 4)], 1):
        scale = len(a.split(".")[1]) if "." in a else 0
        kind = f"小数 {places}位" if places else "整数"
        out.append(one(f"power/{i}", kind, f"幂(甲, 乙, {places}位)"
                       .replace("位", ""),
                       {"甲": (f"小数 {scale}位" if scale else "整数", a),
                        "乙": ("整数", n)},
                       value(number(F(a) ** n, places))))
    out.append(one("power/negative", "小数 2位", "幂(甲, 乙, 2)",
                   {"甲": ("小数 1位", "1.5"), "乙": ("整数", -1)},
                   fault("bad_exponent")))
    return out


def units():
    out = []
    table = [
        ("元", "甲 × 1年", {"甲": ("元/年", "1200")}, "1200.00"),
        ("元", "(甲 × 6个月) 去尾 到 1元", {"甲": ("元/年", "1201")},
         "600.00"),
        ("元/年", "甲", {"甲": ("元/月", "100")}, "1200.00"),
        ("元", "甲 × 乙 × 1年",
         {"甲": ("元/个/年", "1000"), "乙": ("整数 个", 80)}, "80000.00"),
        ("元", "5万元 + 甲", {"甲": ("元", "0.50")}, "50000.50"),
        ("元", "3角 + 5分", {}, "0.35"),
        ("整数 月", "甲", {"甲": ("整数 年", 3)}, "36"),
        ("整数 日", "甲 + 1日", {"甲": ("整数 周", 2)}, "15"),
        ("小数 4位 元", "甲 × 30%", {"甲": ("元", "150")}, "45.0000"),
        ("元", "(甲 × 30%) 四舍五入 到 0.01元", {"甲": ("元", "150.55")},
         "45.17"),
        ("整数 个", "甲 × 2", {"甲": ("整数 个", 21)}, "42"),
        ("元/月", "(甲 ÷ 12个月) 四舍五入 到 0.01元/月", {"甲": ("元", "100")},
         "8.33"),
        ("元/人", "(甲 ÷ 乙) 向下舍入 到 1元/人",
         {"甲": ("元", "100"), "乙": ("整数 人", 3)}, "33.00"),
    ]
    for i, (kind, e, facts, v) in enumerate(table, 1):
        facts = facts or {"空": ("是否", True)}
        out.append(one(f"units/{i}", kind, e, facts, value(v)))
    more = "单位 平方米\n单位 公顷 = 10000平方米\n"
    out.append(one("units/own", "整数 平方米", "甲",
                   {"甲": ("整数 公顷", 3)}, value("30000"), more=more))
    out.append(one("units/own-in-any-order", "整数 平方米", "甲",
                   {"甲": ("整数 公顷", 3)}, value("30000"),
                   more="单位 公顷 = 100亩地\n单位 亩地 = 100平方米\n"
                        "单位 平方米\n"))
    return out


ROUNDINGS = {
    "四舍五入": lambda q: floor(abs(q) + F(1, 2)) * (1 if q >= 0 else -1),
    "半数向上": lambda q: floor(q + F(1, 2)),
    "四舍六入": lambda q: round(q),
    "五舍六入": lambda q: ceil(abs(q) - F(1, 2)) * (1 if q >= 0 else -1),
    "远零舍入": lambda q: ceil(abs(q)) * (1 if q >= 0 else -1),
    "去尾": lambda q: floor(abs(q)) * (1 if q >= 0 else -1),
    "向上舍入": lambda q: ceil(q),
    "向下舍入": lambda q: floor(q),
}


def roundings():
    out = []
    for word, how in ROUNDINGS.items():
        for a in ("2.5", "3.5", "-2.5", "-3.5", "2.4", "-2.6", "0.5", "-0.5",
                  "7.0"):
            out.append(one(f"round/{word}/{a}", "整数",
                           f"甲 {word} 到 1", {"甲": ("小数 1位", a)},
                           value(str(how(F(a))))))
        for a, step in (("12.50", "5"), ("-12.50", "5"), ("13.37", "0.10"),
                        ("1234.56", "100")):
            r = how(F(a) / F(step)) * F(step)
            out.append(one(f"round/{word}/{a}-to-{step}", "元",
                           f"甲 {word} 到 {step}元", {"甲": ("元", a)},
                           value(number(r, 2))))
        out.append(one(f"round/{word}/third", "小数 2位",
                       f"(甲 ÷ 3) {word} 到 0.01", {"甲": ("整数", -2)},
                       value(number(F(how(F(-2, 3) * 100), 100), 2))))
    return out


def comparisons():
    out = []
    signs = [("<", lambda a, b: a < b), ("≤", lambda a, b: a <= b),
             ("=", lambda a, b: a == b), ("≠", lambda a, b: a != b),
             ("≥", lambda a, b: a >= b), (">", lambda a, b: a > b)]
    for sign, holds in signs:
        for a, b in (("1.00", "2.00"), ("2.00", "2.00"), ("3.00", "2.00")):
            out.append(one(f"compare/{sign}/{a}-{b}", "是否", f"甲 {sign} 乙",
                           {"甲": ("元", a), "乙": ("元", b)},
                           value(holds(F(a), F(b)))))
        for a, b in (("2024-02-29", "2024-03-01"), ("2025-01-01",) * 2):
            out.append(one(f"compare-days/{sign}/{a}", "是否",
                           f"甲 {sign} 乙",
                           {"甲": ("日期", a), "乙": ("日期", b)},
                           value(holds(a, b))))
    words = [("超过", 4, 3), ("超过", 3, 3), ("不满", 2, 3), ("不满", 3, 3),
             ("至少", 3, 3), ("至少", 2, 3), ("至多", 3, 3), ("至多", 4, 3),
             ("不低于", 3, 3), ("不超过", 4, 3)]
    sense = {"超过": lambda a, b: a > b, "不满": lambda a, b: a < b,
             "至少": lambda a, b: a >= b, "至多": lambda a, b: a <= b,
             "不低于": lambda a, b: a >= b, "不超过": lambda a, b: a <= b}
    for word, a, b in words:
        out.append(one(f"compare-words/{word}/{a}-{b}", "是否",
                       f"甲 {word} {b}个", {"甲": ("整数 个", a)},
                       value(sense[word](a, b))))
    out.append(one("compare/units", "是否", "甲 ≥ 1万元",
                   {"甲": ("元", "10000")}, value(True)))
    out.append(one("compare/fraction", "是否", "甲 ÷ 3 = 甲 ÷ 6 × 2",
                   {"甲": ("整数", 1)}, value(True)))
    out.append(one("compare/fraction-less", "是否", "1 ÷ 甲 < 1 ÷ 3 + 1 ÷ 4",
                   {"甲": ("整数", 2)}, value(True)))
    for a in ("公办", "民办"):
        kinds = {"甲": ("公办、民办", a)}
        out.append(one(f"is/{a}", "是否", "甲 是 公办", kinds,
                       value(a == "公办")))
        out.append(one(f"is-not/{a}", "是否", "甲 不是 公办", kinds,
                       value(a != "公办")))
    out.append(one("is/text", "是否", "甲 = “某某”", {"甲": ("文字", "某某")},
                   value(True)))
    out.append(one("is/text-not", "是否", "甲 = “某某”", {"甲": ("文字", "某")},
                   value(False)))
    return out


def membership():
    out = []
    kinds = "东、南、西、北"
    for a in "东南北":
        out.append(one(f"in/{a}", "是否", "甲 属于（东、南）",
                       {"甲": (kinds, a)}, value(a in "东南")))
        out.append(one(f"not-in/{a}", "是否", "甲 不属于（东、南）",
                       {"甲": (kinds, a)}, value(a not in "东南")))
    for n in (2, 3, 5, 8, 9):
        out.append(one(f"in-range/{n}", "是否", "甲 属于 3个 到 8个",
                       {"甲": ("整数 个", n)}, value(3 <= n <= 8)))
        out.append(one(f"is-range/{n}", "是否", "甲 是 3-8个",
                       {"甲": ("整数 个", n)}, value(3 <= n <= 8)))
        out.append(one(f"in-ranges/{n}", "是否",
                       "甲 属于（3个以下、至少 8个、5个）",
                       {"甲": ("整数 个", n)},
                       value(n <= 3 or n >= 8 or n == 5)))
    suffix = {"以上": lambda n: n >= 5, "及以上": lambda n: n >= 5,
              "以下": lambda n: n <= 5, "及以下": lambda n: n <= 5,
              "以内": lambda n: n <= 5}
    for word, holds in suffix.items():
        for n in (4, 5, 6):
            out.append(one(f"suffix/{word}/{n}", "是否", f"甲 是 5个{word}",
                           {"甲": ("整数 个", n)}, value(holds(n))))
    return out


# ---- truths ----

def and_of(a, b):
    if a is NO or b is NO:
        return NO
    return OPEN if a is OPEN or b is OPEN else YES


def or_of(a, b):
    if a is YES or b is YES:
        return YES
    return OPEN if a is OPEN or b is OPEN else NO


def truth(v):
    if v is OPEN:
        return unknown(values=["true", "false"], exact=True)
    return value(v)


def logic():
    out = []
    word = {YES: "yes", NO: "no", OPEN: "unknown"}
    for a in (YES, NO, OPEN):
        facts = {"甲": ("是否", a)}
        negated = OPEN if a is OPEN else not a
        out.append(one(f"not/{word[a]}", "是否", "非 甲", facts,
                       truth(negated)))
        for b in (YES, NO, OPEN):
            both = {"甲": ("是否", a), "乙": ("是否", b)}
            at = f"{word[a]}-{word[b]}"
            out.append(one(f"and/{at}", "是否", "甲 且 乙", both,
                           truth(and_of(a, b))))
            out.append(one(f"or/{at}", "是否", "甲 或 乙", both,
                           truth(or_of(a, b))))
            out.append(one(f"and-not/{at}", "是否", "甲 且 非 乙", both,
                           truth(and_of(a, OPEN if b is OPEN else not b))))
            third = {**both, "丙": ("是否", OPEN)}
            out.append(one(f"and-or/{at}", "是否", "(甲 且 乙) 或 丙", third,
                           truth(or_of(and_of(a, b), OPEN))))
    zero = {"甲": ("是否", NO), "零": ("整数", 0)}
    wrong = "1 ÷ 零 = 1"
    out.append(one("and/false-before-fault", "是否", f"甲 且 {wrong}", zero,
                   value(False)))
    out.append(one("and/false-behind-fault", "是否", f"{wrong} 且 甲", zero,
                   value(False)))
    out.append(one("or/fault", "是否", f"甲 或 {wrong}", zero,
                   fault("division_by_zero")))
    yes = {"甲": ("是否", YES), "零": ("整数", 0)}
    out.append(one("or/true-before-fault", "是否", f"甲 或 {wrong}", yes,
                   value(True)))
    out.append(one("and/fault", "是否", f"甲 且 {wrong}", yes,
                   fault("division_by_zero")))
    out.append(one("not/fault", "是否", f"非 ({wrong})", yes,
                   fault("division_by_zero")))
    out.append(one("and/unknown-and-fault", "是否", f"甲 且 {wrong}",
                   {"甲": ("是否", OPEN), "零": ("整数", 0)},
                   unknown(values=["false"], fault=True)))
    return out


def choices():
    out = []
    facts = {"甲": ("是否", YES), "零": ("整数", 0)}
    out.append(one("if/true", "整数", "若 甲 则 1 否则 2", facts, value("1")))
    out.append(one("if/not-chosen-fault", "整数",
                   "若 甲 则 1 否则 (1 ÷ 零) 去尾 到 1", facts, value("1")))
    out.append(one("if/chosen-fault", "整数",
                   "若 非 甲 则 1 否则 (1 ÷ 零) 去尾 到 1", facts,
                   fault("division_by_zero")))
    open_ = {"甲": ("是否", OPEN), "乙": ("整数", 5)}
    out.append(one("if/unknown", "整数", "若 甲 则 乙 否则 2", open_,
                   unknown(lowest="2", highest="5", needs=["甲"], exact=True)))
    out.append(one("if/unknown-same", "整数", "若 甲 则 乙 否则 5", open_,
                   value("5")))
    out.append(one("if/none", "元", "若 甲 则 1元 否则 无",
                   {"甲": ("是否", NO)}, none()))
    out.append(one("if/chain", "整数",
                   "若 甲 > 10 则 3 否则 若 甲 > 5 则 2 否则 1",
                   {"甲": ("整数", 7)}, value("2")))
    may = {"甲": ("元 或 无", None), "乙": ("元 或 无", "3"),
           "丙": ("元 或 无", OPEN)}
    out.append(one("if-none/none", "元", "甲 无则 9元", may, value("9.00")))
    out.append(one("if-none/value", "元", "乙 无则 9元", may, value("3.00")))
    out.append(one("if-none/chain", "元", "甲 无则 乙 无则 9元", may,
                   value("3.00")))
    out.append(one("has/none", "是否", "甲 有值", may, value(False)))
    out.append(one("has/value", "是否", "乙 有值", may, value(True)))
    out.append(one("has-none/none", "是否", "甲 无值", may, value(True)))
    out.append(one("has/unknown", "是否", "丙 有值", may,
                   unknown(values=["true", "false"], needs=["丙"])))
    out.append(one("if-none/unknown", "是否", "(丙 无则 1元) ≥ 0元 或 乙 有值",
                   may, value(True)))
    out.append(one("scalars/sum", "元", "合计(甲, 乙)", may, value("3.00")))
    out.append(one("scalars/sum-none", "元", "合计(甲, 甲)", may,
                   value("0.00")))
    out.append(one("scalars/count", "整数 个", "个数(甲, 乙)", may,
                   value("1")))
    out.append(one("scalars/least", "元", "最小(甲, 乙, 5元)", may,
                   value("3.00")))
    out.append(one("scalars/greatest", "元", "最大(甲, 乙, 5元)", may,
                   value("5.00")))
    out.append(one("scalars/greatest-none", "元", "最大(甲, 甲)", may, none()))
    return out


def bounds():
    out = []
    n = {"甲": ("整数 个（1个 到 10个）", OPEN)}
    table = [("甲 + 5个", "6", "15"), ("20个 - 甲", "10", "19"),
             ("甲 × 3", "3", "30"), ("甲 封顶 4个", "1", "4"),
             ("甲 保底 4个", "4", "10"), ("-甲", "-10", "-1"),
             ("绝对值(甲)", "1", "10"),
             ("甲 向下舍入 到 5个", "0", "10"),
             ("甲 向上舍入 到 5个", "5", "10")]
    for i, (e, lo, hi) in enumerate(table, 1):
        out.append(one(f"bounds/{i}", "整数 个", e, n,
                       unknown(lowest=lo, highest=hi, needs=["甲"], exact=True)))
    two = {**n, "乙": ("整数 个（-2个 到 3个）", OPEN)}
    out.append(one("bounds/corners", "整数", "甲 × 乙", two,
                   unknown(lowest="-20", highest="30", exact=True)))
    for sign, b in (("<", 11), ("≤", 10), (">", 0), ("≥", 1)):
        out.append(one(f"bounds/certain/{sign}", "是否", f"甲 {sign} {b}个",
                       n, value(True)))
    for sign, b in (("<", 1), ("≤", 0), (">", 10), ("≥", 11), ("=", 11)):
        out.append(one(f"bounds/impossible/{sign}", "是否",
                       f"甲 {sign} {b}个", n, value(False)))
    out.append(one("bounds/perhaps", "是否", "甲 ≥ 5个", n,
                   unknown(values=["true", "false"], needs=["甲"])))
    out.append(one("bounds/fraction", "分数", "1 ÷ 甲", n,
                   unknown(lowest="1/10", highest="1", exact=True)))
    out.append(one("bounds/optional", "元", "甲 无则 2元",
                   {"甲": ("元（0元 到 1元） 或 无", OPEN)},
                   unknown(lowest="0.00", highest="2.00", needs=["甲"])))
    return out


# ---- days ----

def whole_months(a, b):
    """Months complete on the day of the same number, or on the first of the
    next month where there is none."""
    n = (b.year - a.year) * 12 + b.month - a.month
    y, m = divmod(a.year * 12 + a.month - 1 + n, 12)
    last = calendar.monthrange(y, m + 1)[1]
    done = DAY(y, m + 1, a.day) if a.day <= last else (
        DAY(y, m + 1, last) + datetime.timedelta(1))
    return n if done <= b else n - 1


AGES = [("2022-06-01", "2025-05-31"), ("2022-06-01", "2025-06-01"),
        ("2024-02-29", "2025-02-28"), ("2024-02-29", "2025-03-01"),
        ("2024-02-29", "2028-02-28"), ("2024-02-29", "2028-02-29"),
        ("2025-01-31", "2025-02-28"), ("2025-01-31", "2025-03-01"),
        ("2025-01-31", "2025-03-30"), ("2025-01-31", "2025-03-31"),
        ("1999-12-31", "2000-01-01"), ("2025-07-01", "2025-07-01")]


def days():
    out = []
    for a, b in AGES:
        facts = {"甲": ("日期", a), "乙": ("日期", b)}
        x, y = DAY.fromisoformat(a), DAY.fromisoformat(b)
        months = whole_months(x, y)
        at = f"{a}-to-{b}"
        out.append(one(f"age/{at}", "整数 岁", "周岁(甲, 乙)", facts,
                       value(str(months // 12))))
        out.append(one(f"age-months/{at}", "整数 月", "月龄(甲, 乙)", facts,
                       value(str(months))))
        out.append(one(f"whole-years/{at}", "整数 年", "足年数(甲, 乙)",
                       facts, value(str(months // 12))))
        out.append(one(f"days-between/{at}", "整数 日", "相隔日数(甲, 乙)",
                       facts, value(str((y - x).days))))
        out.append(one(f"days-minus/{at}", "整数 日", "乙 - 甲", facts,
                       value(str((y - x).days))))
    for a, n in (("2024-02-28", 1), ("2024-02-28", 2), ("2025-12-31", 1),
                 ("2025-03-01", -1), ("2024-03-01", -1)):
        r = (DAY.fromisoformat(a) + datetime.timedelta(n)).isoformat()
        facts = {"甲": ("日期", a), "乙": ("整数 日", n)}
        out.append(one(f"add-days/{a}/{n}", "日期", "甲 + 乙", facts,
                       value(r)))
        out.append(one(f"add-days-call/{a}/{n}", "日期", "加日(甲, 乙)",
                       facts, value(r)))
    out.append(one("add-days/weeks", "日期", "甲 + 2周",
                   {"甲": ("日期", "2025-01-01")}, value("2025-01-15")))
    ends = [("2025-01-31", 1, "2025-02-28", "2025-03-01", True),
            ("2024-01-31", 1, "2024-02-29", "2024-03-01", True),
            ("2025-01-30", 1, "2025-02-28", "2025-03-01", True),
            ("2025-01-28", 1, "2025-02-28", "2025-02-28", False),
            ("2025-10-31", 1, "2025-11-30", "2025-12-01", True),
            ("2025-12-15", 2, "2026-02-15", "2026-02-15", False),
            ("2025-03-31", -1, "2025-02-28", "2025-03-01", True),
            ("2024-02-29", 12, "2025-02-28", "2025-03-01", True)]
    for a, n, clamp, following, over in ends:
        facts = {"甲": ("日期", a), "乙": ("整数 月", n)}
        at = f"{a}/{n}"
        out.append(one(f"add-months/month-end/{at}", "日期",
                       "加月(甲, 乙, 取月末)", facts, value(clamp)))
        out.append(one(f"add-months/next-month/{at}", "日期",
                       "加月(甲, 乙, 取次月首日)", facts, value(following)))
        out.append(one(f"add-months/no-overrun/{at}", "日期",
                       "加月(甲, 乙, 不得越月)", facts,
                       fault("no_such_date") if over else value(clamp)))
    for a in ("2025-01-06", "2025-01-12", "2024-02-29", "2000-01-01"):
        d = DAY.fromisoformat(a)
        facts = {"甲": ("日期", a)}
        out.append(one(f"weekday/{a}", "整数", "星期(甲)", facts,
                       value(str(d.isoweekday()))))
        out.append(one(f"year-of/{a}", "整数 年", "年份(甲)", facts,
                       value(str(d.year))))
        out.append(one(f"month-of/{a}", "整数 月", "月份(甲)", facts,
                       value(str(d.month))))
        out.append(one(f"day-of/{a}", "整数 日", "日号(甲)", facts,
                       value(str(d.day))))
    for y, m, d in ((2025, 2, 28), (2024, 2, 29), (2025, 2, 29),
                    (2025, 13, 1), (2025, 4, 31), (2025, 12, 31)):
        try:
            expect = value(DAY(y, m, d).isoformat())
        except ValueError:
            expect = fault("no_such_date")
        out.append(one(f"make-date/{y}-{m}-{d}", "日期", "年月日(甲, 乙, 丙)",
                       {"甲": ("整数", y), "乙": ("整数", m),
                        "丙": ("整数", d)}, expect))
    out.append(one("day/past-the-calendar", "日期", "甲 + 1日",
                   {"甲": ("日期", "9999-12-31")}, fault("no_such_date")))
    return out


def periods():
    out = []
    table = [
        ("所在日", "2025-08-17", "2025-08-17", "2025-08-17"),
        ("所在月", "2024-02-10", "2024-02-01", "2024-02-29"),
        ("所在季度", "2025-05-31", "2025-04-01", "2025-06-30"),
        ("所在季度", "2025-12-31", "2025-10-01", "2025-12-31"),
        ("所在半年", "2025-06-30", "2025-01-01", "2025-06-30"),
        ("所在半年", "2025-07-01", "2025-07-01", "2025-12-31"),
        ("所在年", "2025-07-01", "2025-01-01", "2025-12-31"),
    ]
    for word, day, first, last in table:
        facts = {"甲": ("日期", day)}
        out.append(one(f"first-day/{word}/{day}", "日期",
                       f"{word}(甲) 的 首日", facts, value(first)))
        out.append(one(f"last-day/{word}/{day}", "日期",
                       f"{word}(甲) 的 末日", facts, value(last)))
        before = DAY.fromisoformat(first) - datetime.timedelta(1)
        after = DAY.fromisoformat(last) + datetime.timedelta(1)
        out.append(one(f"previous/{word}/{day}", "日期",
                       f"{word}(甲) 的 上期 的 末日", facts,
                       value(before.isoformat())))
        out.append(one(f"next/{word}/{day}", "日期",
                       f"{word}(甲) 的 下期 的 首日", facts,
                       value(after.isoformat())))
    facts = {"甲": ("期间 月", "2025-03"), "乙": ("期间 月", "2025-12")}
    out.append(one("period/less", "是否", "甲 < 乙", facts, value(True)))
    out.append(one("period/equal", "是否", "甲 = 2025年3月", facts,
                   value(True)))
    out.append(one("period/next-year", "期间 月", "乙 的 下期", facts,
                   value("2026-01")))
    out.append(one("period/quarter", "期间 季度", "所在季度(甲 的 首日)",
                   facts, value("2025-Q1")))
    return out


def texts():
    table = [("连接(甲, “-”, 乙)", {"甲": ("文字", "一"), "乙": ("文字", "二")},
              "一-二"),
             ("写成文字(甲)", {"甲": ("整数", 12)}, "12"),
             ("写成文字(甲)", {"甲": ("日期", "2025-01-31")}, "2025-01-31"),
             ("连接(“共”, 写成文字(甲))", {"甲": ("整数", -3)}, "共-3"),
             ("甲", {"甲": ("文字", "")}, "")]
    return [one(f"text/{i}", "文字", e, facts, value(v))
            for i, (e, facts, v) in enumerate(table, 1)]


def files():
    return {
        "01-numbers": arithmetic() + units() + bounds(),
        "02-rounding": roundings(),
        "03-comparing": comparisons() + membership(),
        "04-truth": logic() + choices(),
        "05-days": days() + periods() + texts(),
    }
