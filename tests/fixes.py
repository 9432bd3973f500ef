#!/usr/bin/env python3
"""tiao check --fix on every file that is wrong: what is fixed is gone, no new
kind of mistake comes, a second time finds nothing, and --dry-run tells before
what is done.

    tests/fixes.py --tiao build/runtime/tiao [FILTER]...

Ends with "N passed, N failed"."""
import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "lang" / "pages").glob("*.md"))

# Files in which a mistake hides another of a different kind, and which.
HIDDEN = {
    # A unit that is missing, or unknown, in what could not be read.
    "tests/golden/bad-input/row-033-number-form.tiao": {"E0402"},
    "tests/golden/bad-input/slips-types.tiao": {"E0414"},
}


def samples():
    """(name, bytes) of rule files that somebody may have got wrong."""
    for path in sorted((ROOT / "tests" / "golden").rglob("*.tiao")):
        yield str(path.relative_to(ROOT)), path.read_bytes()
    for page in PAGES:
        text = page.read_text()
        for part in re.split(r"^## ", text, flags=re.M)[1:]:
            block = re.search(r"^~~~tiao bad\n(.*?)^~~~$", part, re.M | re.S)
            if block:
                yield f"page {part.split()[0]}", block.group(1).encode()


class Trial:
    def __init__(self, tiao, name, text):
        self.tiao, self.name, self.text = tiao, name, text

    def run(self, *words):
        return subprocess.run(
            [self.tiao, "check", "--lang", "en", *words], cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
        )

    def report(self):
        return json.loads(self.run("a.tiao", "--format", "json").stdout)

    def faults(self):
        """What is wrong, a sentence each."""
        with tempfile.TemporaryDirectory() as folder:
            self.folder = pathlib.Path(folder)
            self.file = self.folder / "a.tiao"
            self.file.write_bytes(self.text)
            yield from self.try_all()

    def try_all(self):
        before = self.report()
        dry = self.run("a.tiao", "--dry-run")
        if self.file.read_bytes() != self.text:
            yield "--dry-run wrote the file"
        fixed = self.run("a.tiao", "--fix")
        if fixed.returncode not in (0, 3):
            yield f"--fix ends with {fixed.returncode}"
        changed = self.file.read_bytes() != self.text
        if (dry.returncode == 1) != changed:
            yield "--dry-run and --fix do not agree"
        if changed and not self.patched(dry.stdout):
            yield "the difference is not what --fix did"
        certain = [
            m for m in before["messages"] if m.get("fix", {}).get("certain")
        ]
        if bool(certain) != changed:
            yield "what is certain was not fixed"
        after = self.report()
        codes = [
            {m["code"] for m in r["messages"] if m["severity"] == "error"}
            for r in (before, after)
        ]
        new = codes[1] - codes[0] - HIDDEN.get(self.name, set())
        if new:
            yield f"--fix brought {sorted(new)}"
        if any(m.get("fix", {}).get("certain") for m in after["messages"]):
            yield "a fix that is certain is left"

    def patched(self, difference):
        """Does patch make of the old text what --fix made of it?"""
        old = self.folder / "old"
        old.write_bytes(self.text)
        done = subprocess.run(
            ["patch", "-s", "-o", "new", "old"], cwd=self.folder,
            input=difference, capture_output=True,
        )
        new = self.folder / "new"
        return not done.returncode and \
            new.read_bytes() == self.file.read_bytes()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tiao", required=True, type=pathlib.Path)
    options.add_argument("filter", nargs="*")
    options = options.parse_args()
    trials = [
        Trial(options.tiao.resolve(), name, text)
        for name, text in samples()
        if all(f in name for f in options.filter)
    ]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for trial, faults in zip(
            trials, pool.map(lambda t: list(t.faults()), trials)
        ):
            failed += bool(faults)
            for fault in faults:
                print(f"{trial.name}: {fault}")
    print(f"{len(trials) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
