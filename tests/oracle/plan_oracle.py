#!/usr/bin/env python3
"""Walks random plans and holds every cell against the oracle (README.md).

    plan_oracle.py RUNNER [--soak N] [--seed S] [--plans N] [--jobs J]

RUNNER is the program plan_run. First the plans of plans/*.plan are walked
again, then random ones. Prints how many node checks there were; ends with 1
and the smallest plan that shows it when a law is broken.
"""
import argparse
import glob
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import plan_shrink                                          # noqa: E402
from plan_laws import Trial, Walk, run_laws, set_up         # noqa: E402
from plan_model import Reader                               # noqa: E402
from plan_given import make_data                            # noqa: E402
from plan_random import make_plan                           # noqa: E402

BATCH = 40          # plans per process of the runner
WORLDS = 24         # completions per plan
PLANS = 600


class Broken(Exception):
    """The runner did not answer as it should."""


def run(runner, text):
    """The walks that RUNNER printed for TEXT, each as its lines."""
    done = subprocess.run([runner], input=text, capture_output=True,
                          text=True, timeout=120)
    if done.returncode != 0:
        raise Broken("%s: status %d: %s" % (runner, done.returncode,
                                            done.stderr[-2000:]))
    walks, lines = [], []
    for line in done.stdout.splitlines():
        if line == "done":
            walks.append(lines)
            lines = []
        else:
            lines.append(line)
    return walks


def answer(runner, trials):
    """Runs all walks of TRIALS in one process and hands them out."""
    text = "".join(t.text() for t in trials)
    walks = run(runner, text)
    for trial in trials:
        n = len(trial.runs)
        trial.walks = [Walk(plan, lines) for (plan, _), lines
                       in zip(trial.runs, walks[:n])]
        walks = walks[n:]


def trial_of(seed):
    rng = random.Random(seed)
    maker = make_plan(rng)
    trial = Trial(maker.plan, make_data(maker), seed)
    set_up(trial)
    return trial


def check(runner, trials):
    """Trials with something wrong; a crash is found by going one by one."""
    try:
        answer(runner, trials)
    except (Broken, subprocess.TimeoutExpired) as broken:
        if len(trials) == 1:
            trials[0].found("broken", "-", "-", str(broken))
            return trials
        return [bad for t in trials for bad in check(runner, [t])]
    for trial in trials:
        run_laws(trial, WORLDS)
    return [t for t in trials if t.wrong]


def batch(job):
    runner, first, count = job
    trials = [trial_of(seed) for seed in range(first, first + count)]
    wrong = check(runner, trials)
    statistics = Counter()
    for t in trials:
        statistics.update(t.statistics)
    return (sum(t.checks for t in trials), statistics,
            [(t.seed, [(w.law, repr(w)) for w in t.wrong]) for t in wrong])


def replay(runner):
    """Walks the plans that once showed a mistake."""
    checks, wrong = 0, []
    for path in sorted(glob.glob(os.path.join(HERE, "plans", "*.plan"))):
        with open(path, encoding="utf-8") as f:
            read = Reader(f.read())
        for seed, data in enumerate(read.all):
            trial = Trial(read.plan, data, seed)
            set_up(trial)
            if check(runner, [trial]):
                wrong.append((os.path.basename(path),
                              [(w.law, repr(w)) for w in trial.wrong]))
            checks += trial.checks
    return checks, wrong


def report(runner, name, laws, shrink=True):
    print("\n%s: %d broken" % (name, len(laws)))
    for _, words in laws[:4]:
        print("  " + words)
    if shrink and isinstance(name, int):
        small = plan_shrink.shrink(
            trial_of(name), lambda trial: check(runner, [trial]), laws[0][0])
        print(small.plan.text() + small.data.text(small.plan))
        print("  " + repr(small.wrong[0]))
    sys.stdout.flush()


def soak(args):
    first = args.seed * 1000000
    jobs = [(args.runner, s, min(BATCH, first + args.plans - s))
            for s in range(first, first + args.plans, BATCH)]
    if args.jobs == 1:
        yield from map(batch, jobs)
        return
    with multiprocessing.Pool(args.jobs) as pool:
        yield from pool.imap_unordered(batch, jobs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("runner")
    parser.add_argument("--soak", type=int, metavar="N", default=0,
                        help="N times as many plans, of a seed of the day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=PLANS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=3,
                        help="how many broken plans to shrink and print")
    args = parser.parse_args()
    if args.soak:
        args.seed, args.plans = int(time.time()), args.plans * args.soak
        print("seed %d" % args.seed)
    checks, wrong = replay(args.runner)
    statistics = Counter()
    for n, some, bad in soak(args):
        checks += n
        statistics.update(some)
        wrong += bad
    for name, laws in wrong[:args.show]:
        report(args.runner, name, laws)
    laws = Counter(law for _, broken in wrong for law, _ in broken)
    print("%d cells over all completions: %d tight, %d known, %d known but "
          "not seen to be" % (statistics["cells"], statistics["tight"],
                              statistics["known"],
                              statistics["known but not seen to be"]))
    unsound, rising = laws.pop("unsound", 0), laws.pop("non-monotone", 0)
    print("%d node checks, %d unsound, %d non-monotone, %d differing" % (
        checks, unsound, rising, sum(laws.values())))
    for law, n in laws.items():
        print("  %s: %d" % (law, n))
    print("%d passed, %d failed" % (not wrong, bool(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
