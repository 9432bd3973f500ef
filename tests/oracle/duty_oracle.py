#!/usr/bin/env python3
"""Duties against a second reading of spec/duties.md.

Random logs, histories and days are asked through `tiao duties`; how each
window stands is worked out here anew, from the text of the specification, day
by day. Beside that: events in another order change nothing; a later as-of day
never turns violated into fulfilled; one more event known is among what was
possible; working days are counted from a list of days made here.
"""
import argparse
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

DAY = datetime.timedelta(days=1)
RULES = """机关 甲局、乙局
机关 巡查队 = 一队、二队
日历 工作日历
  首日 : 日期
  末日 : 日期
  上班 : 是否
  | 工作日历 | 首日 | 末日 | 上班 |
  | 春节 | 2025-01-28 | 2025-02-04 | 否 |
  | 补一 | 2025-01-26 | 2025-01-26 | 是 |
  | 补二 | 2025-02-08 | 2025-02-08 | 是 |
  | 劳动节 | 2025-05-01 | 2025-05-05 | 否 |
  | 补三 | 2025-04-27 | 2025-04-27 | 是 |
  | 国庆 | 2025-10-01 | 2025-10-08 | 否 |
日历 寒暑假
  首日 : 日期
  末日 : 日期
  | 寒暑假 | 首日 | 末日 |
  | 寒假 | 2025-01-10 | 2025-02-20 |
  | 暑假 | 2025-07-05 | 2025-08-31 |
实体 机构
  备案 : 是否 历次
  停业 : 是否
实体 检查
  所查 : 机构
  日期 : 日期
  何人 : 巡查队
  合格 : 是否
实体 申请
  申请人 : 机构
  日期 : 日期
实体 答复
  所答 : 申请
  日期 : 日期
实体 报告
  谁报 : 机构
  日期 : 日期
  属期 : 期间 季度
义务 季查
  依据 一.1
  由   甲局 牵头、乙局
  对   机构 当 备案
  应当 检查 每 季度
义务 两次
  依据 一.2
  由   甲局
  对   机构
  应当 检查 当 合格 每 年 2次
义务 假期查
  依据 一.3
  由   甲局
  对   机构
  应当 检查 每 寒暑假
义务 年中查
  依据 一.4
  由   甲局
  对   机构
  应当 检查
  自   2025-03-01
  期限 2025-06-30
义务 答
  依据 一.5
  由   乙局
  对   机构 当 非 停业
  应当 答复
  自   申请 起 5个工作日内
义务 月内答
  依据 一.6
  由   乙局
  对   申请
  应当 答复
  自   申请 起 1个月内
义务 常备案
  依据 一.7
  由   机构
  对   机构
  应当 保持 备案
  自   2025-02-01 至 2025-09-30
目标 备案好
  依据 一.8
  由   机构
  对   机构
  应当 达到 备案
  期限 2025-06-30
禁止 不合格
  依据 一.9
  由   机构
  对   机构
  不得 检查 当 非 合格
义务 季报
  依据 一.10
  由   机构
  对   机构
  应当 报告 每 季度
义务 各查
  依据 一.11
  由   各自 一队、二队
  对   机构
  应当 检查 每 半年
例外 停业不查 优先于 季查
  依据 一.12
  当   停业
  取   免除
"""
ORDER = ["violated", "late", "unknown", "pending", "not_begun", "fulfilled",
         "applicable", "waived", "not_applicable"]


def d(text):
    return datetime.date.fromisoformat(text)


QUARTERS = [(d("2025-01-01"), d("2025-03-31")), (d("2025-04-01"), d("2025-06-30")),
            (d("2025-07-01"), d("2025-09-30")), (d("2025-10-01"), d("2025-12-31"))]
HALVES = [(QUARTERS[0][0], QUARTERS[1][1]), (QUARTERS[2][0], QUARTERS[3][1])]
HOLIDAYS = {d("2025-01-28") + i * DAY for i in range(8)} | {
    d("2025-05-01") + i * DAY for i in range(5)} | {
    d("2025-10-01") + i * DAY for i in range(8)}
MADE_UP = {d("2025-01-26"), d("2025-02-08"), d("2025-04-27")}


def workday(day):
    return day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def add_workdays(day, n):
    """The n-th working day behind; None outside 2025."""
    while n:
        day += DAY
        if day.year != 2025:
            return None
        n -= workday(day)
    return day


def add_month(day):
    year, month = divmod(day.year * 12 + day.month, 12)
    first = datetime.date(year, month + 1, 1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return first.replace(day=min(day.day, last.day))


class World:
    """One random case."""

    def __init__(self, rng):
        day = lambda: d("2025-01-01") + rng.randrange(365) * DAY
        self.as_of = day()
        self.places = [f"园{i}" for i in range(rng.randrange(1, 4))]
        self.closed = {p: rng.random() < 0.3 for p in self.places}
        self.filed = {p: sorted({d("2025-01-01"): rng.random() < 0.7,
                                 **{day(): rng.random() < 0.5
                                    for _ in range(rng.randrange(3))}}.items())
                      for p in self.places}
        self.checks = [(rng.choice(self.places), day(),
                        rng.choice(["一队", "二队"]), rng.random() < 0.8)
                       for _ in range(rng.randrange(8))]
        self.asked = [(rng.choice(self.places), day())
                      for _ in range(rng.randrange(4))]
        self.replies = [(i, min(at + rng.randrange(40) * DAY, d("2025-12-31")))
                        for i, (_, at) in enumerate(self.asked)
                        if rng.random() < 0.7]
        self.reports = [(rng.choice(self.places), day(), rng.randrange(4))
                        for _ in range(rng.randrange(5))]
        self.whole_to = rng.choice([None, day()])   # the log of checks

    def has(self, place, day):
        value = None
        for since, filed in self.filed[place]:
            if since <= day:
                value = filed
        return value

    def facts(self, rng=None):
        mixed = lambda rows: rng.sample(rows, len(rows)) if rng else rows
        seen = [c for c in self.checks
                if self.whole_to is None or c[1] < self.whole_to]
        checks = mixed([{"所查": p, "日期": str(day), "何人": who, "合格": good}
                        for p, day, who, good in seen])
        return {
            "机构": mixed([{"$id": p, "停业": self.closed[p], "备案": [
                {"$from": str(s), "$value": v} for s, v in self.filed[p]]}
                for p in self.places]),
            "检查": checks if self.whole_to is None else {
                "$partial": checks, "$from": str(self.whole_to)},
            "申请": mixed([{"$id": f"申{i}", "申请人": p, "日期": str(at)}
                         for i, (p, at) in enumerate(self.asked)]),
            "答复": mixed([{"所答": f"申{i}", "日期": str(at)}
                         for i, at in self.replies]),
            "报告": mixed([{"谁报": p, "日期": str(at), "属期": f"2025-Q{q + 1}"}
                         for p, at, q in self.reports]),
        }

    # ---- how each duty stands; checks that are not seen are left out ----

    def seen(self, place, good=None, who=None):
        return [day for p, day, w, g in self.checks
                if p == place and day <= self.as_of
                and (good is None or g == good) and (who is None or w == who)]

    def event(self, days, first, due, times=1, late=False):
        if first and self.as_of < first:
            return "not_begun"
        own = [x for x in days if not first or x >= first]
        if sum(1 for x in own if not due or x <= due) >= times:
            return "fulfilled"
        if late and due and len(own) >= times:
            return "late"
        return "violated" if due and self.as_of > due else "pending"

    def kept(self, first, last, broken):
        if self.as_of < first:
            return "not_begun"
        day = first
        while day <= min(last, self.as_of):
            if broken(day):
                return "violated"
            day += DAY
        return "fulfilled"

    def quarter_check(self, p, first, last):
        if self.closed[p]:
            return "waived"
        if not self.has(p, first):
            return "not_applicable"
        return self.event(self.seen(p), first, last)

    def reached(self, p, due):
        if self.has(p, min(self.as_of, due)):
            return "fulfilled"
        if self.as_of <= due:
            return "pending"
        return "late" if self.has(p, self.as_of) else "violated"

    def reply(self, i, due):
        at = self.asked[i][1]
        days = [x for k, x in self.replies if k == i and x <= self.as_of]
        if due is None:         # behind the calendar
            return "not_begun" if self.as_of < at else None
        return self.event(days, at, due, late=True)

    def report(self, p, q):
        first, last = QUARTERS[q]
        days = [x for who, x, k in self.reports
                if who == p and k == q and x <= self.as_of]
        if self.as_of < first:
            return "not_begun"
        if any(x <= last for x in days):
            return "fulfilled"
        if days:
            return "late"
        return "violated" if self.as_of > last else "pending"

    def expected(self):
        """(duty, bearer, row, window) to status; None: not looked at."""
        year = (d("2025-01-01"), d("2025-12-31"))
        vacations = {"寒假": (d("2025-01-10"), d("2025-02-20")),
                     "暑假": (d("2025-07-05"), d("2025-08-31"))}
        to = {}
        for p in self.places:
            for q, (first, last) in enumerate(QUARTERS):
                window = f"2025-Q{q + 1}"
                to["季查", "", p, window] = self.quarter_check(p, first, last)
                to["季报", "", p, window] = self.report(p, q)
            to["两次", "", p, "2025"] = self.event(self.seen(p, good=True), *year, 2)
            for name, (first, last) in vacations.items():
                to["假期查", "", p, name] = self.event(self.seen(p), first, last)
            to["年中查", "", p, ""] = self.event(
                self.seen(p), d("2025-03-01"), d("2025-06-30"), late=True)
            to["常备案", "", p, ""] = self.kept(
                d("2025-02-01"), d("2025-09-30"),
                lambda day, p=p: not self.has(p, day))
            to["备案好", "", p, ""] = self.reached(p, d("2025-06-30"))
            to["不合格", "", p, ""] = ("violated" if self.seen(p, good=False)
                                    else "fulfilled")
            for h, (first, last) in enumerate(HALVES):
                for who in ("一队", "二队"):
                    to["各查", who, p, f"2025-H{h + 1}"] = self.event(
                        self.seen(p, who=who), first, last)
        for i, (p, at) in enumerate(self.asked):
            due = add_workdays(at, 5)
            to["答", "", f"申{i}", ""] = ("not_applicable" if self.closed[p]
                                        else self.reply(i, due))
            to["月内答", "", f"申{i}", ""] = self.reply(i, add_month(at))
        return to


def ask(tiao, folder, facts, as_of):
    path = folder / "facts.json"
    path.write_text(json.dumps(facts, ensure_ascii=False))
    ran = subprocess.run(
        [tiao, "duties", folder / "rules.tiao", "-f", path, "--as-of",
         str(as_of), "--period", "2025", "--format", "json", "--lang", "zh"],
        capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = {}
    for duty in json.loads(ran.stdout)["duties"]:
        for w in duty["windows"]:
            key = (duty["name"], w.get("bearer", ""), w["id"],
                   w.get("period", ""))
            assert key not in found, f"two statuses of {key}"
            found[key] = w["status"], w["words"]
    return found


ZH = dict(zip(ORDER, ["违反", "迟延", "未知", "待履行", "未开始", "已履行",
                      "适用", "免除", "不适用"]))


def compare(world, found, want):
    assert set(found) == set(want), set(found) ^ set(want)
    for key, status in want.items():
        got, words = found[key]
        if status is None:
            continue
        if got == "unknown":
            assert world.whole_to is not None, (key, words, status)
            assert ZH[status] in words, (key, words, status)
        else:
            assert got == status, (key, got, status, world.as_of)


def try_one(tiao, folder, seed):
    rng = random.Random(seed)
    world = World(rng)
    found = ask(tiao, folder, world.facts(), world.as_of)
    want = world.expected()
    compare(world, found, want)
    mixed = ask(tiao, folder, world.facts(rng), world.as_of)
    assert mixed == found, "the order of rows matters"
    before = {k: s for k, (s, _) in found.items()}
    world.as_of = min(world.as_of + rng.randrange(1, 120) * DAY, d("2025-12-31"))
    later = ask(tiao, folder, world.facts(), world.as_of)
    compare(world, later, world.expected())
    for key, status in before.items():
        assert not (status == "violated" and later[key][0] == "fulfilled"), key
    return 2 * len(want)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tiao")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tiao = pathlib.Path(options.tiao).resolve()
    checks = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "rules.tiao").write_text(RULES)
        for seed in range(options.seed, options.seed + options.rounds):
            try:
                checks += try_one(tiao, folder, seed)
            except AssertionError as wrong:
                print(f"seed {seed}: {wrong}")
                print("0 passed, 1 failed")
                return 1
    print(f"{checks} windows in {options.rounds} worlds, all as expected")
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
