#!/usr/bin/env python3
"""Holds what tiao writes to its laws, on random programs and on every rule
file of the project.

    program_writing.py TIAO TREE_DUMP [--seed S] [--programs N] [--cases N]

Of `tiao fmt`: it is idempotent; it keeps the tree, whose plan is a function of
it, and every comment in its order; from Chinese to English and back is the
identity. Of `tiao cases`: what it writes is formatted, passes, and is written
the same again. TREE_DUMP is `tests/tree_dump` of a build folder.
"""
import argparse
import glob
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

from program_random import make_program                     # noqa: E402
from program_text import Writer                             # noqa: E402


class Refused(Exception):
    pass


def run(words, text=None):
    done = subprocess.run(words, input=text, capture_output=True, text=True,
                          timeout=120)
    if done.returncode:
        raise Refused("%s: status %d\n%s" % (
            " ".join(words[1:3]), done.returncode,
            (done.stdout + done.stderr)[-1500:]))
    return done.stdout


def program(seed):
    rng = random.Random(seed)
    made = make_program(rng)
    return rng, Writer(made.program, rng, made.chinese).text()


def commented(rng, text):
    """TEXT with comments above and behind lines, and blank lines."""
    out = []
    for i, line in enumerate(text.split("\n")):
        if line and rng.random() < 0.15:
            out.append(" " * rng.randint(0, 5) + "# 注 %d" % i)
        if line and rng.random() < 0.1:
            line += "  # 尾 %d" % i
        out.append(line)
        if rng.random() < 0.1:
            out.append("")
    return "\n".join(out)


def comments(text):
    return [line[line.index("#"):].rstrip() for line in text.split("\n")
            if "#" in line]


class Laws:
    def __init__(self, tiao, tree_dump):
        self.tiao, self.tree_dump = tiao, tree_dump
        self.passed = self.failed = 0

    def that(self, law, holds, name):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print("%s: %s" % (name, law))

    def formatted(self, text, *options):
        return run([self.tiao, "fmt", "-"] + list(options), text)

    def tree(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".tiao",
                                         encoding="utf-8") as f:
            f.write(text)
            f.flush()
            return run([self.tree_dump, f.name])

    def formatting(self, name, text):
        once = self.formatted(text)
        chinese = self.formatted(text, "--to", "zh")
        english = self.formatted(chinese, "--to", "en")
        tree = self.tree(text)
        self.that("not idempotent", self.formatted(once) == once, name)
        self.that("comments", comments(once) == comments(text), name)
        self.that("zh, en, zh",
                  self.formatted(english, "--to", "zh") == chinese, name)
        for said, now in (("kept", once), ("zh", chinese), ("en", english)):
            self.that("the tree, %s" % said, self.tree(now) == tree, name)

    def cases(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            rules = os.path.join(folder, "rules.tiao")
            cases = os.path.join(folder, "cases.tiao")
            with open(rules, "w", encoding="utf-8") as f:
                f.write(text)
            write = [self.tiao, "cases", rules, "-o", cases]
            run(write)
            if not os.path.exists(cases):
                return
            with open(cases, encoding="utf-8") as f:
                once = f.read()
            run([self.tiao, "test", rules, cases])
            run([self.tiao, "fmt", "--check", cases])
            run(write)
            with open(cases, encoding="utf-8") as f:
                self.that("not the same again", f.read() == once, name)

    def hold(self, name, law, text):
        try:
            law(name, text)
        except Refused as refused:
            self.failed += 1
            print("%s: %s" % (name, refused))


def files():
    for pattern in ("rules/*", "examples/*/*", "tests/golden/*/good/*"):
        yield from sorted(glob.glob(os.path.join(ROOT, pattern + ".tiao")))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tiao")
    parser.add_argument("tree_dump")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--programs", type=int, default=25)
    parser.add_argument("--cases", type=int, default=12)
    options = parser.parse_args()
    laws = Laws(options.tiao, options.tree_dump)
    for path in files():
        with open(path, encoding="utf-8") as f:
            laws.hold(os.path.relpath(path, ROOT), laws.formatting, f.read())
    for seed in range(options.seed, options.seed + options.programs):
        rng, text = program(seed)
        laws.hold("program %d" % seed, laws.formatting, commented(rng, text))
    for seed in range(options.seed, options.seed + options.cases):
        laws.hold("program %d" % seed, laws.cases, program(seed)[1])
    print("%d passed, %d failed" % (laws.passed, laws.failed))
    return laws.failed != 0


if __name__ == "__main__":
    sys.exit(main())
