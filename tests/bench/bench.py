#!/usr/bin/env python3
"""Measure, and print what came out next to the goals.

    bench.py BUILD [--check-rules N]

BUILD is a folder of the release preset with TIAO_BENCH=ON. Whole processes
are timed by the clock, in turn, so that all meet the same machine; within a
process it is processor time. A goal that is missed is marked, and does not
make the command fail; results that differ do.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MEASURE_ONE = ("shared.tiao", "01-subsidies.tiao", "01-subsidies-cases.tiao")
PROCESSES = 101
CHECKS = 5
ROUNDS = 5


def output(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE,
                          text=True, **more).stdout


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def padded(text, cells):
    return text + " " * (cells - width(text))


class Table:
    """Rows of: what, median, least, most, ratio, goal."""

    def __init__(self, title, unit):
        self.title, self.unit, self.rows = title, unit, []

    def add(self, name, took, base=None, goal=None):
        ratio = f"{took[0] / base[0]:.4g}x" if base else ""
        said = f"<= {goal:g}" if goal is not None else ""
        if goal is not None:
            said += "  met" if took[0] <= goal else "  MISSED"
        figures = [f"{t:.4g}" for t in took] + [""] * (3 - len(took))
        self.rows.append((name, *figures, ratio, said))

    def skip(self, name, why):
        self.rows.append((name, why, "", "", "", ""))

    def show(self):
        head = ("", self.unit, "least", "most", "ratio", "goal")
        rows = [head] + self.rows
        cells = [max(width(row[k]) for row in rows) for k in range(6)]
        print(f"\n{self.title}")
        for row in rows:
            print("  " + "  ".join(
                padded(row[k], cells[k]) for k in range(6)).rstrip())


class Bench:
    def __init__(self, build, scratch):
        self.tiao = os.path.join(build, "runtime", "tiao")
        self.programs = os.path.join(build, "tests", "bench")
        self.scratch = scratch
        self.rules = os.path.join(scratch, "measure-one")
        os.mkdir(self.rules)
        for name in MEASURE_ONE:
            shutil.copy(os.path.join(ROOT, "rules", name), self.rules)

    def program(self, name):
        return os.path.join(self.programs, name)

    def processes(self, times, commands):
        """Clock and processor milliseconds and kB for each command."""
        lines = output(self.program("bench-processes"), str(times),
                       *("\n".join(words) for words in commands))
        rows = [[float(x) for x in line.split()]
                for line in lines.splitlines()]
        return [(row[0:3], row[3:6], row[6]) for row in rows]

    # ---- whole processes ----

    def whole(self):
        facts = os.path.join(self.scratch, "facts.json")
        with open(facts, "w", encoding="utf-8") as file:
            file.write(output(self.program("bench-rules"), self.rules,
                              "--facts"))
        asked = ["-f", facts, "--as-of", "2025-06-15"]
        alone = [os.path.join(self.rules, name) for name in MEASURE_ONE[:2]]
        commands = {
            "an empty process": [self.program("bench-nothing")],
            "tiao eval, measure one": [self.tiao, "eval", self.rules, *asked],
            "  without its cases": [self.tiao, "eval", *alone, *asked],
        }
        others = {
            "SQLite, select 1": ["sqlite3", ":memory:", "select 1"],
            "Lua, print(1)": [lua() or "lua", "-e", "print(1)"],
            "Python, print(1)": [sys.executable, "-c", "print(1)"],
        }
        there = {name: words for name, words in others.items()
                 if shutil.which(words[0])}
        commands.update(there)
        took = dict(zip(commands,
                        self.processes(PROCESSES, commands.values())))
        empty = took["an empty process"]
        for part, what in enumerate(("by the clock", "processor time")):
            table = Table(f"A whole process, {what}", "ms")
            for name, figures in took.items():
                goal = 1.5 if name.startswith("tiao") and not part else None
                table.add(name, figures[part], empty[part], goal)
            for name in others.keys() - there.keys():
                table.skip(name, "not installed")
            table.show()

    # ---- within a process ----

    def within(self):
        took, node_rows = {}, 0
        for line in output(self.program("bench-rules"),
                           self.rules).splitlines():
            name, *figures = line.split()
            took[name] = [float(x) for x in figures]
        node_rows = took.pop("node-rows")[0]
        case = Table(
            "One institution and one child-month: the three subsidies and "
            f"their parts, {node_rows:g} node-rows", "ns")
        by_hand = took["case-by-hand"]
        case.add("by hand in C", by_hand, by_hand)
        case.add("the walk", took["case-walk"], by_hand, 400)
        case.add("  a node-row", [t / node_rows for t in took["case-walk"]],
                 None, 3)
        case.add("tiao_evaluate", took["case-evaluate"], by_hand)
        case.add("  and all explained", took["case-explain"], by_hand, 5000)
        case.show()
        self.table(took)

    def table(self, took):
        by_hand = took["table-by-hand"]
        table = Table("The same over a table of 100,000 institutions and "
                      "children, a row", "ns")
        table.add("by hand in C", by_hand, by_hand)
        table.add("the walk", took["table-walk"], by_hand, 100)
        text = output(self.program("bench-rules"), self.rules, "--table")
        rows = [[int(x) for x in line.split()] for line in text.splitlines()]
        total = sum(row[-1] for row in rows)
        table.add("SQLite", in_sqlite(rows, total), by_hand)
        if lua():
            table.add("Lua", in_lua(text, total), by_hand)
        else:
            table.skip("Lua", "not installed")
        table.show()

    # ---- check ----

    def check(self, count):
        folders = []
        for n in (count // 2, count):
            folders.append(os.path.join(self.scratch, f"rules-{n}"))
            output(sys.executable, os.path.join(HERE, "generate.py"), str(n),
                   folders[-1])
        size = sum(os.path.getsize(os.path.join(folders[1], name))
                   for name in os.listdir(folders[1]))
        half, whole = self.processes(
            CHECKS, [[self.tiao, "check", folder] for folder in folders])
        table = Table(f"tiao check, {count:,} rules in 20 files, "
                      f"{size / 1e6:.1f} MB", "median")
        seconds = [[t / 1e3 for t in half[part]] for part in (0, 1)]
        table.add(f"{count // 2:,} rules, s", seconds[0])
        seconds = [[t / 1e3 for t in whole[part]] for part in (0, 1)]
        table.add(f"{count:,} rules, s", seconds[0], half_seconds(half),
                  1 if count == 100000 else None)
        table.add("  processor time, s", seconds[1])
        table.add("  twice the rules, x the time", [whole[1][0] / half[1][0]],
                  None, 2.2)
        table.add("  memory, x the source", [whole[2] * 1024 / size], None, 64)
        table.show()


def half_seconds(half):
    return [t / 1e3 for t in half[0]]


def lua():
    for name in ("lua", "lua5.4", "lua5.3"):
        if shutil.which(name):
            return name
    return None


def agree(name, got, wanted):
    if got != wanted:
        sys.exit(f"{name} comes to {got}, not {wanted}")


def median(times):
    times = sorted(times)
    return [times[len(times) // 2], times[0], times[-1]]


def in_sqlite(rows, total):
    with open(os.path.join(HERE, "measure_one.sql"), encoding="utf-8") as file:
        query = file.read()
    base = sqlite3.connect(":memory:")
    base.execute("create table applicant(kind, owner, county, home, meets, "
                 "filed, places, born, entered, gone, fee, paid)")
    base.executemany(f"insert into applicant values({','.join('?' * 12)})",
                     [row[:-1] for row in rows])
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        agree("SQLite", base.execute(query).fetchone()[0], total)
        times.append((time.process_time() - start) * 1e9 / len(rows))
    return median(times)


def in_lua(text, total):
    times = []
    for _ in range(ROUNDS):
        got, took = output(lua(), os.path.join(HERE, "measure_one.lua"),
                           input=text).split()
        agree("Lua", int(got), total)
        times.append(float(took))
    return median(times)


def main():
    options = argparse.ArgumentParser(description="measure")
    options.add_argument("build")
    options.add_argument("--check-rules", type=int, default=100000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(os.path.abspath(given.build), scratch)
        bench.whole()
        bench.within()
        bench.check(given.check_rules)


if __name__ == "__main__":
    main()
