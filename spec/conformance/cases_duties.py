"""Duties: windows, states, answers in working days, bearers, what is not known.

The statuses are worked out here from the days, as duties.md says.
"""

import datetime

from build_case import case, none, unknown, value

DAY = datetime.timedelta(days=1)


def d(text):
    return datetime.date.fromisoformat(text)


HEAD = """
机关 甲局、乙局
实体 机构
  备案 : 是否 历次
  停业 : 是否
实体 检查
  所查 : 机构
  日期 : 日期
"""
QUARTER = HEAD + """
义务 季查
  依据 一.1
  由   甲局
  对   机构 当 备案
  应当 检查 每 季度
例外 不查 优先于 季查
  依据 一.2
  当   停业
  取   免除
"""
ONCE = HEAD + """
义务 查一次
  依据 一.1
  由   甲局
  对   机构
  应当 检查
  自   2025-03-01
  期限 2025-06-30
"""
TWICE = HEAD + """
义务 查两次
  依据 一.1
  由   甲局
  对   机构
  应当 检查 每 半年 2次
"""
KEEP = HEAD + """
义务 常备案
  依据 一.1
  由   机构
  对   机构
  应当 保持 备案
  自   2025-02-01 至 2025-09-30
"""
REACH = HEAD + """
目标 备案好
  依据 一.1
  由   机构
  对   机构
  应当 达到 备案
  期限 2025-06-30
"""
BANNED = HEAD + """
禁止 不许查
  依据 一.1
  由   甲局
  对   机构
  不得 检查
  自   2025-03-01
"""
WORKDAYS = """
机关 甲局
日历 工作日历
  首日 : 日期
  末日 : 日期
  上班 : 是否
  | 工作日历 | 首日       | 末日       | 上班 |
  | 春节     | 2025-01-28 | 2025-02-04 | 否   |
  | 补一     | 2025-01-26 | 2025-01-26 | 是   |
  | 补二     | 2025-02-08 | 2025-02-08 | 是   |
  | 劳动节   | 2025-05-01 | 2025-05-05 | 否   |
  | 补三     | 2025-04-27 | 2025-04-27 | 是   |
"""
ANSWER = WORKDAYS + """
实体 申请
  日期 : 日期
实体 答复
  所答 : 申请
  日期 : 日期
义务 答
  依据 一.1
  由   甲局
  对   申请
  应当 答复
  自   申请 起 5个工作日内
"""
MONTHS = """
机关 甲局
实体 申请
  日期 : 日期
实体 答复
  所答 : 申请
  日期 : 日期
义务 答
  依据 一.1
  由   甲局
  对   申请
  应当 答复
  自   申请 起 1个月内
"""
COUNT = WORKDAYS + """
实体 例
  日期 : 日期
规则 结果 : 日期
  依据 一.1
  对   例
  取   加工作日(日期, {}工作日)
"""
REST = {d("2025-01-28") + i * DAY for i in range(8)} | {
    d("2025-05-01") + i * DAY for i in range(5)}
MADE_UP = {d("2025-01-26"), d("2025-02-08"), d("2025-04-27")}


def add_workdays(day, n):
    while n:
        day += DAY
        n -= day in MADE_UP or (day.weekday() < 5 and day not in REST)
    return day


def add_month(day):
    year, month = divmod(day.year * 12 + day.month, 12)
    first = datetime.date(year, month + 1, 1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return first.replace(day=min(day.day, last.day))


def place(**facts):
    return {"$id": "甲园", "停业": False, **facts}


def checks(days):
    return [{"所查": "甲园", "日期": day} for day in days]


def filed(*changes):
    return [{"$from": day, "$value": v} for day, v in changes]


def stands(days, first, last, as_of, times=1, late=False):
    days = [x for x in map(d, days) if x <= as_of and (not first or x >= first)]
    if first and as_of < first:
        return "not_begun"
    if sum(x <= last for x in days) >= times:
        return "fulfilled"
    if late and len(days) >= times:
        return "late"
    return "violated" if as_of > last else "pending"


AS_OF = ["2024-12-31", "2025-01-01", "2025-03-31", "2025-04-01", "2025-06-30",
         "2025-07-01", "2025-12-31"]
LOGS = {"none": [], "first": ["2025-01-01"], "last": ["2025-03-31"],
        "next": ["2025-04-01"], "both": ["2025-02-10", "2025-05-10"],
        "before": ["2024-12-31"]}


def quarters():
    windows = [("2025-Q1", d("2025-01-01"), d("2025-03-31")),
               ("2025-Q2", d("2025-04-01"), d("2025-06-30"))]
    for as_of in AS_OF:
        for name, log in LOGS.items():
            facts = {"机构": [place(备案=True)], "检查": checks(log)}
            yield case(f"duty/quarter/{as_of}/{name}", QUARTER, facts, [
                value(stands(log, first, last, d(as_of)), period=window)
                for window, first, last in windows],
                as_of=as_of, period="2025-Q1..2025-Q2", ask=["季查"])


def circumstances():
    facts = {"机构": [place(备案=False)], "检查": []}
    ask = {"as_of": "2025-12-31", "period": "2025-Q1", "ask": ["季查"]}
    yield case("duty/not-applicable", QUARTER, facts, value("not_applicable"),
               **ask)
    facts = {"机构": [{"$id": "甲园", "停业": True, "备案": True}], "检查": []}
    yield case("duty/waived", QUARTER, facts, value("waived"), **ask)
    facts = {"机构": [{"$id": "甲园", "备案": True}], "检查": []}
    yield case("duty/perhaps-waived", QUARTER, facts,
               unknown(["停业"], values=["violated", "waived"], exact=True),
               **ask)
    facts = {"机构": [place(备案=filed(("2025-01-15", True)))], "检查": []}
    yield case("duty/condition-on-the-first-day", QUARTER, facts,
               unknown(["备案"], values=["violated", "not_applicable"]), **ask)
    facts = {"机构": [place(备案=True)], "检查": {"$partial": []}}
    yield case("duty/open-log", QUARTER, facts,
               unknown(values=["violated", "fulfilled"], exact=True), **ask)
    for since, open_still in (("2025-03-31", True), ("2025-04-01", False)):
        facts = {**facts, "检查": {"$partial": [], "$from": since}}
        want = (unknown(values=["violated", "fulfilled"], exact=True)
                if open_still else value("violated"))
        yield case(f"duty/log-to/{since}", QUARTER, facts, want, **ask)
    facts = {**facts, "检查": {"$partial": checks(["2025-02-01"])}}
    yield case("duty/open-log-done", QUARTER, facts, value("fulfilled"), **ask)
    facts = {"机构": [place(备案=True)], "检查": []}
    yield case("duty/no-as-of", QUARTER, facts,
               unknown(values=["not_begun", "pending", "violated"]),
               period="2025-Q1", ask=["季查"])


def once():
    log = {"none": [], "early": ["2025-02-28"], "first": ["2025-03-01"],
           "last": ["2025-06-30"], "late": ["2025-07-01"]}
    for as_of in ["2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01",
                  "2025-12-31"]:
        for name, days in log.items():
            want = stands(days, d("2025-03-01"), d("2025-06-30"), d(as_of),
                          late=True)
            facts = {"机构": [place(备案=True)], "检查": checks(days)}
            since = (value("2025-07-01", decision="查一次 的 违反日")
                     if want == "violated"
                     else none(decision="查一次 的 违反日"))
            yield case(f"duty/once/{as_of}/{name}", ONCE, facts,
                       [value(want, decision="查一次"),
                        value("2025-06-30", decision="查一次 的 到期日"), since],
                       as_of=as_of,
                       ask=["查一次", "查一次 的 到期日", "查一次 的 违反日"])


def twice():
    log = {"one": ["2025-02-01"], "two": ["2025-02-01", "2025-06-30"],
           "one-day": ["2025-02-01", "2025-02-01"],
           "over-the-end": ["2025-06-30", "2025-07-01"]}
    for as_of in ["2025-06-30", "2025-07-01"]:
        for name, days in log.items():
            want = stands(days, d("2025-01-01"), d("2025-06-30"), d(as_of), 2)
            facts = {"机构": [place(备案=True)], "检查": checks(days)}
            yield case(f"duty/twice/{as_of}/{name}", TWICE, facts, value(want),
                       as_of=as_of, period="2025-H1", ask=["查两次"])


HISTORIES = {
    "always": [("2024-01-01", True)],
    "gap": [("2024-01-01", True), ("2025-04-01", False), ("2025-05-01", True)],
    "before": [("2024-01-01", False), ("2025-02-01", True)],
    "late-start": [("2024-01-01", False), ("2025-02-02", True)],
    "end": [("2024-01-01", True), ("2025-09-30", False)],
    "behind": [("2024-01-01", True), ("2025-10-01", False)],
    "lost": [("2024-01-01", True), ("2025-06-30", False)],
    "found": [("2024-01-01", False), ("2025-07-01", True)],
}


def on(history, day):
    return [v for since, v in history if d(since) <= day][-1]


def kept(history, as_of):
    first, last = d("2025-02-01"), d("2025-09-30")
    if as_of < first:
        return "not_begun", None
    day = first
    while day <= min(last, as_of):
        if not on(history, day):
            return "violated", day
        day += DAY
    return "fulfilled", None


def reached(history, as_of):
    due = d("2025-06-30")
    if on(history, min(as_of, due)):
        return "fulfilled"
    if as_of <= due:
        return "pending"
    return "late" if on(history, as_of) else "violated"


def states():
    for as_of in ["2025-01-31", "2025-02-01", "2025-06-30", "2025-07-01",
                  "2025-12-31"]:
        for name, history in HISTORIES.items():
            facts = {"机构": [place(备案=filed(*history))]}
            status, since = kept(history, d(as_of))
            day = "常备案 的 违反日"
            yield case(f"duty/keep/{as_of}/{name}", KEEP, facts,
                       [value(status, decision="常备案"),
                        value(str(since), decision=day) if since
                        else none(decision=day)],
                       as_of=as_of, ask=["常备案", day])
            yield case(f"duty/reach/{as_of}/{name}", REACH, facts,
                       value(reached(history, d(as_of))),
                       as_of=as_of, ask=["备案好"])


def banned():
    for as_of in ["2025-02-28", "2025-03-01", "2025-12-31"]:
        for day in ["2025-02-28", "2025-03-01", "2025-12-31"]:
            facts = {"机构": [place(备案=True)], "检查": checks([day])}
            first = d("2025-03-01")
            want = ("not_begun" if d(as_of) < first
                    else "violated" if first <= d(day) <= d(as_of)
                    else "fulfilled")
            yield case(f"duty/must-not/{as_of}/{day}", BANNED, facts,
                       value(want), as_of=as_of, ask=["不许查"])


def answers():
    for rules, add, kind in ((ANSWER, lambda x: add_workdays(x, 5), "workdays"),
                             (MONTHS, add_month, "month")):
        for asked in ["2025-01-22", "2025-01-24", "2025-01-31", "2025-04-25"]:
            due = add(d(asked))
            for name, shift in (("in-time", 0), ("late", 1)):
                day = due + shift * DAY
                facts = {"申请": [{"$id": "申", "日期": asked}],
                         "答复": [{"所答": "申", "日期": str(day)}]}
                yield case(f"duty/answer/{kind}/{asked}/{name}", rules, facts,
                           [value("late" if shift else "fulfilled",
                                  decision="答"),
                            value(str(due), decision="答 的 到期日")],
                           as_of="2025-12-31", ask=["答", "答 的 到期日"])
            facts = {"申请": [{"$id": "申", "日期": asked}], "答复": []}
            for as_of, want in ((due, "pending"), (due + DAY, "violated")):
                yield case(f"duty/answer/{kind}/{asked}/none-{want}", rules,
                           facts, value(want), as_of=str(as_of), ask=["答"])


def workdays():
    for start in ["2025-01-01", "2025-01-24", "2025-02-07", "2025-04-26",
                  "2025-04-30"]:
        for n in (1, 3, 10):
            yield case(f"workdays/{start}/{n}", COUNT.format(n),
                       {"例": [{"$id": "一", "日期": start}]},
                       value(str(add_workdays(d(start), n))), ask=["结果"])
    yield case("workdays/behind-the-calendar", COUNT.format(3),
               {"例": [{"$id": "一", "日期": "2025-12-30"}]},
               unknown(["工作日历 其他年份"]), ask=["结果"])


def files():
    return {"16-duties": [*quarters(), *circumstances(), *once(), *twice(),
                          *states(), *banned(), *answers(), *workdays()]}
