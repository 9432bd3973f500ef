#!/usr/bin/env python3
"""Evaluates random programs with tiao and with the oracle (README.md).

    program_oracle.py TIAO [--soak N] [--seed S] [--programs N] [--jobs J]

First the cases of programs/*.tiao are run. Each random program is evaluated with all facts given, where every answer must be the
oracle's, and with facts withheld, where every completion's outcome must be
possible. Ends with 1 and the rules that show it when one is not.
"""
import argparse
import glob
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from plan_model import Fault                                # noqa: E402
from plan_scalar import date_of, period_of, period_text     # noqa: E402
from plan_value import Choices                              # noqa: E402
from program_expr import DAYS                               # noqa: E402
from program_random import make_case, make_program          # noqa: E402
from program_text import Writer, facts_json                 # noqa: E402
from program_tree import Env, Meaning                       # noqa: E402

PROGRAMS = 240
WORLDS = 20


class Missing:
    """What is not given, chosen when it is asked for."""

    def __init__(self, choices, case):
        self.choices, self.case, self.held = choices, case, {}

    def once(self, key, options):
        if key not in self.held:
            self.held[key] = self.choices.pick(options())
        return self.held[key]

    def more(self, entity, case):
        if entity not in case.open:
            return 0
        return self.once(("more", entity), lambda: [0, 1, 2])

    def reading(self, case, name):
        held = case.readings[name]
        if held is not None:
            return held
        return self.once(("reading", name), lambda: [0, 1])

    def value(self, key, fact):
        return self.once(key, lambda: self.options(fact))

    def options(self, fact):
        kind, some = fact.kind, [None] if fact.optional else []
        if kind[0] == "truth":
            return some + [0, 1]
        if kind[0] == "date":
            self.choices.whole = False
            return some + [d + n for d in DAYS for n in (0, 1)]
        if kind[0] == "member":
            return some + list(range(len(kind[1].members)))
        if kind[0] == "row":
            members = kind[1].members
            return some + list(range(len(members) if members else
                                     self.case.rows[kind[1].name]))
        low, high = int(fact.low), int(fact.high)
        values = list(range(low, high + 1)) if high - low < 4 \
            else [low, low + 1, low + 2, high]
        return some + [Fraction(v) for v in values]


class Trial:
    def __init__(self, seed):
        self.seed, self.rng = seed, random.Random(seed)
        self.generator = make_program(self.rng)
        self.program = self.generator.program
        self.text = Writer(self.program, self.rng,
                           self.generator.chinese).text()
        self.checks, self.wrong = 0, []
        self.decisions = {self.printed(d): d for d in self.generator.done}

    @staticmethod
    def printed(d):
        if isinstance(d.name, tuple):
            return "%s 的 %s" % (d.name[0].name, d.name[1])
        return d.name

    def found(self, law, words, case=None):
        self.wrong.append((law, words, case))

    # Running tiao.

    def answers(self, tiao, case):
        with tempfile.TemporaryDirectory() as folder:
            rules = os.path.join(folder, "p.tiao")
            facts = os.path.join(folder, "f.json")
            with open(rules, "w", encoding="utf-8") as f:
                f.write(self.text)
            with open(facts, "w", encoding="utf-8") as f:
                f.write(facts_json(self.program, case))
            done = subprocess.run(
                [tiao, "eval", rules, "-f", facts] + self.options(case),
                capture_output=True, text=True, timeout=60)
        if done.returncode not in (0, 5):
            self.found("refused", "status %d\n%s" % (
                done.returncode, done.stderr[:2000].replace(folder, "")),
                case)
            return None
        return json.loads(done.stdout)["answers"]

    def options(self, case):
        out = ["--format", "json", "--lang", "zh", "--as-of",
               date_of(case.asof).isoformat()]
        for name, alternatives in self.program.readings:
            i = case.readings[name]
            out += ["--reading", "%s=%s" % (
                name, "?" if i is None else alternatives[i])]
        return out

    # Comparing.

    def subject(self, answer):
        d = self.decisions.get(answer["decision"])
        row = int(answer["id"][1:]) if "id" in answer else 0
        return d, row

    def expected(self, meaning, d, row, asof):
        return meaning.decision(d, row, Env(None, 0, asof))

    def state(self, answer, d):
        """The answer as an outcome, or the answer itself when unknown."""
        if answer["state"] == "none":
            return None
        if answer["state"] == "fault":
            return Fault(answer["fault"]["kind"].upper(), 0)
        if answer["state"] == "value":
            return self.value(answer["value"], d)
        return answer

    @staticmethod
    def value(text, d):
        if d.kind[0] == "truth":
            return int(text in (True, "true"))
        if d.kind[0] == "number":
            return Fraction(text)
        if d.kind[0] == "member":
            return d.kind[1].members.index(text)
        return text

    @staticmethod
    def shown(outcome, d):
        """The outcome as an answer has it."""
        if d.kind[0] == "date" and isinstance(outcome, int):
            return date_of(outcome).isoformat()
        return outcome

    def complete(self, tiao):
        case = make_case(self.generator, 1)
        answers = self.answers(tiao, case)
        if answers is None:
            return
        self.check_count(answers, case)
        meaning = Meaning(self.program, case, Missing(
            Choices(self.rng), case))
        for answer in answers:
            d, row = self.subject(answer)
            if d is None:
                continue
            want = self.shown(self.expected(meaning, d, row, case.asof), d)
            got = self.state(answer, d)
            self.checks += 1
            if d.period:
                self.check_period(answer, d, case)
            if got != want:
                self.found("differing", "%s of r%d: %s, not %s" % (
                    answer["decision"], row, got, want), case)

    def check_period(self, answer, d, case):
        want = period_text(d.period, period_of(d.period, case.asof))
        if answer.get("period") != want:
            self.found("differing", "%s: period %s, not %s" % (
                answer["decision"], answer.get("period"), want), case)

    def check_count(self, answers, case):
        want = sum(1 if d.entity is None else case.rows[d.entity.name]
                   for d in self.generator.done)
        if len(answers) != want:
            self.found("differing", "%d answers, not %d" % (
                len(answers), want), case)

    def partial(self, tiao):
        case = make_case(self.generator, self.rng.choice([0.4, 0.7, 0.9]))
        answers = self.answers(tiao, case)
        if answers is None:
            return
        choices = Choices(self.rng)
        for world in range(WORLDS):
            choices.random = world >= WORLDS // 2
            meaning = Meaning(self.program, case, Missing(choices, case))
            for answer in answers:
                self.check_possible(answer, meaning, case)
            if self.wrong or not choices.random and not choices.next():
                return

    def check_possible(self, answer, meaning, case):
        d, row = self.subject(answer)
        if d is None or answer.get("perhaps"):
            return
        outcome = self.shown(self.expected(meaning, d, row, case.asof), d)
        got = self.state(answer, d)
        self.checks += 1
        fine = possible(got, outcome, d) if isinstance(got, dict) \
            else got == outcome or isinstance(got, Fault) and isinstance(
                outcome, Fault) and got.key <= outcome.key
        if not fine:
            self.found("unsound", "%s of r%d: %s, answered %s" % (
                answer["decision"], row, outcome, got if not isinstance(
                    got, dict) else got["possible"]), case)


def possible(answer, outcome, d):
    p = answer["possible"]
    if outcome is None:
        return p["none"]
    if isinstance(outcome, Fault):
        return bool(p["fault"])
    if not p["value"]:
        return False
    if "values" in p:
        return outcome in [Trial.value(v, d) for v in p["values"]]
    low, high = p.get("lowest"), p.get("highest")
    if d.kind[0] == "number":
        return (low is None or Fraction(low) <= outcome) and (
            high is None or outcome <= Fraction(high))
    if d.kind[0] == "date":
        return (low is None or low <= outcome) and (
            high is None or outcome <= high)
    return True


def check(tiao, seed):
    trial = Trial(seed)
    trial.complete(tiao)
    if not trial.wrong:
        trial.partial(tiao)
    return trial


def job(work):
    tiao, seed = work
    try:
        trial = check(tiao, seed)
    except Exception as broken:         # of the oracle itself: name the seed
        raise RuntimeError("seed %d" % seed) from broken
    return seed, trial.checks, [(law, words) for law, words, _
                                in trial.wrong]


def replay(tiao):
    """Runs the cases of programs that once showed a mistake."""
    wrong = []
    for path in sorted(glob.glob(os.path.join(HERE, "programs", "*.tiao"))):
        done = subprocess.run([tiao, "test", path, "--lang", "en"],
                              capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            print(os.path.basename(path), done.stdout, done.stderr)
            wrong.append(path)
    return wrong


def report(tiao, seed, whole):
    trial = check(tiao, seed)
    law, words, case = trial.wrong[0]
    print("\nprogram %d: %s: %s" % (seed, law, words))
    if whole:
        print(trial.text)
        print(facts_json(trial.program, case))
        print(" ".join(trial.options(case)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tiao")
    parser.add_argument("--soak", type=int, metavar="N", default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--programs", type=int, default=PROGRAMS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=2)
    args = parser.parse_args()
    if args.soak:
        args.seed, args.programs = int(time.time()), args.programs * args.soak
        print("seed %d" % args.seed)
    first = args.seed * 1000000
    work = [(args.tiao, s) for s in range(first, first + args.programs)]
    kept = replay(args.tiao)
    checks, laws, wrong = 0, Counter(), []
    with multiprocessing.Pool(args.jobs) as pool:
        for seed, n, bad in pool.imap_unordered(job, work, 8):
            checks += n
            laws.update(law for law, _ in bad)
            wrong += [seed] if bad else []
    for i, seed in enumerate(sorted(wrong)[:20]):
        report(args.tiao, seed, i < args.show)
    print("%d answers of %d programs, %d refused, %d unsound, %d differing"
          % (checks, args.programs, laws["refused"], laws["unsound"],
             laws["differing"]))
    fine = not wrong and not kept
    print("%d passed, %d failed" % (fine, not fine))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
