#!/usr/bin/env python3
"""Run the golden tests and the examples of the documents.

    tests/golden/run.py --tiao PROGRAM [--accept] [FILTER]...

README.md in this folder describes the two formats. A FILTER is a part of a
path as it is printed; without one every test runs. Ends with the line
"N passed, N failed"; the status is 1 when one failed.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "spec/**/*.md",
             "examples/**/*.md", "rules/**/*.md"]
SECONDS = 60
NO_NEWLINE = "\\ no newline"
ESCAPED = ("$ ", "> ", "? ", "! ", "\\")
# What a document's commands find beside them.
SHOWN = ["rules", "examples", "spec"]


def read(path):
    """The text of PATH with its line ends as they are."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


class Block:
    """One command, and what it is expected to print and return."""

    def __init__(self, command):
        self.command = [command]
        self.expected = []


def environment(tiao, scratch):
    """A person without settings: no locale, no colour, no home."""
    kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    here = os.path.dirname(os.path.abspath(tiao))
    return kept | {
        "PATH": here + os.pathsep + os.environ.get("PATH", os.defpath),
        "LC_ALL": "C", "TZ": "UTC", "TERM": "dumb", "HOME": str(scratch),
        "ROOT": str(ROOT),
    }


def escape(line):
    return "\\" + line if line.startswith(ESCAPED) else line


def printed(raw, mark):
    """The lines of an output as they stand in a test file."""
    if not raw:
        return []
    text = raw.decode("utf-8", "backslashreplace")
    whole = text.endswith("\n")
    lines = (text[:-1] if whole else text).split("\n")
    lines = [mark + line if mark else escape(line) for line in lines]
    return lines if whole else lines + [NO_NEWLINE]


def run_command(command, where, env, merge):
    """Run COMMAND by the shell; its output and status as test lines."""
    try:
        done = subprocess.run(
            ["sh", "-c", "\n".join(command)], cwd=where, env=env,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merge else subprocess.PIPE,
            timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"? stopped after {SECONDS} seconds"]
    lines = printed(done.stdout, "")
    lines += printed(done.stderr or b"", "! ")
    if done.returncode < 0:
        lines.append(f"? {128 - done.returncode}")
    elif done.returncode:
        lines.append(f"? {done.returncode}")
    return lines


def trimmed(lines):
    """LINES without the empty ones at the end, which only divide blocks."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def blocks_of(lines):
    """The blocks in LINES, after whatever stands before the first."""
    head, blocks = [], []
    for line in lines:
        if line.startswith("$ "):
            blocks.append(Block(line[2:]))
        elif not blocks:
            head.append(line)
        elif line.startswith("> ") or line == ">":
            blocks[-1].command.append(line[2:])
        else:
            blocks[-1].expected.append(line)
    return head, blocks


def source_of(block, output):
    first, *more = block.command
    lines = ["$ " + first] + ["> " + line if line else ">" for line in more]
    return lines + output


def compare(block, output):
    """None, or how OUTPUT differs from what BLOCK expects."""
    want, got = trimmed(block.expected), trimmed(output)
    if want == got:
        return None
    diff = difflib.unified_diff(want, got, "expected", "printed", lineterm="")
    return "\n".join(["$ " + block.command[0], *diff])


class Folder:
    """The tests of one folder of the corpus: they share a scratch copy."""

    def __init__(self, path, tests):
        self.path = path
        self.tests = tests

    def run(self, tiao, accept):
        with tempfile.TemporaryDirectory(prefix="golden-") as scratch:
            home = pathlib.Path(scratch)
            here = home / "here"
            shutil.copytree(self.path, here, symlinks=True)
            env = environment(tiao, home)
            return [self.run_one(test, here, env, accept)
                    for test in self.tests]

    def run_one(self, test, here, env, accept):
        name = str(test.relative_to(ROOT))
        if not test.exists() and not accept:
            return name, "no such file: write it, or run with --accept"
        head, blocks = blocks_of(self.lines(test))
        if not blocks:
            return name, "no command in it"
        before = set(os.listdir(here))
        outputs = [run_command(b.command, here, env, False) for b in blocks]
        for left in set(os.listdir(here)) - before:
            remove(here / left)
        failures = [f for f in map(compare, blocks, outputs) if f]
        if accept and (failures or not test.exists()):
            write_test(test, head, blocks, outputs)
            return name, None
        return name, "\n".join(failures) or None

    @staticmethod
    def lines(test):
        if test.exists():
            return read(test).split("\n")
        rules = test.stem + ".tiao"
        return [f"$ tiao check {rules} --lang {lang}" for lang in ("zh", "en")]


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def write_test(test, head, blocks, outputs):
    parts = ["\n".join(trimmed(head))] if trimmed(head) else []
    parts += ["\n".join(source_of(b, trimmed(o)))
              for b, o in zip(blocks, outputs)]
    write(test, "\n\n".join(parts) + "\n")


class Document:
    """The fenced blocks of one Markdown file, in their order."""

    FENCE = re.compile(r"^```(\S*)[ \t]*(.*)$")

    def __init__(self, path):
        self.path = path

    def run(self, tiao, accept):
        lines = read(self.path).split("\n")
        results, written = [], []
        with tempfile.TemporaryDirectory(prefix="document-") as scratch:
            home = pathlib.Path(scratch)
            here = home / "here"
            here.mkdir()
            for shown in SHOWN:
                if (ROOT / shown).is_dir():
                    shutil.copytree(ROOT / shown, here / shown)
            self.here, self.env = here, environment(tiao, home)
            for at, fence, body in self.parts(lines):
                body, failure = self.run_part(fence, body, accept)
                if failure is not None:
                    name = f"{self.path.relative_to(ROOT)}:{at}"
                    results.append((name, failure or None))
                written += body
        if accept and written != lines:
            write(self.path, "\n".join(written))
        return results

    def parts(self, lines):
        """Text (no fence) and fenced bodies, with the line they begin at."""
        text, fence, start = [], None, 0
        for at, line in enumerate(lines, 1):
            opens = fence is None and self.FENCE.match(line)
            if opens:
                yield start, None, text + [line]
                text, fence, start = [], opens.groups(), at
            elif fence is not None and line.rstrip() == "```":
                yield start, fence, text
                text, fence = [line], None
            else:
                text.append(line)
        yield start, None, text

    def run_part(self, fence, body, accept):
        """The body, perhaps rewritten, and None when it is no test."""
        language, info = fence or ("", "")
        named = re.search(r"\bfile=(\S+)", info)
        if named:
            target = self.here / named.group(1)
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, "\n".join(body) + "\n")
        elif language == "console":
            return self.run_console(body, accept)
        elif language == "tiao" and "fragment" not in info.split():
            return body, self.check(body)
        return body, None

    def check(self, body):
        """A rule file of its own: the check must accept it."""
        target = self.here / "example.tiao"
        write(target, "\n".join(body) + "\n")
        output = run_command(["tiao check example.tiao --lang en"],
                             self.here, self.env, True)
        target.unlink()
        accepted = not any(line.startswith("? ") for line in output)
        return "" if accepted else "\n".join(output)

    def run_console(self, body, accept):
        head, blocks = blocks_of(body)
        outputs = [run_command(b.command, self.here, self.env, True)
                   for b in blocks]
        failures = [f for f in map(compare, blocks, outputs) if f]
        if failures and accept:
            for block, output in zip(blocks, outputs):
                head = head + source_of(block, trimmed(output))
            return head, ""
        return body, "\n".join(failures)


def corpus(filters):
    """The work to do: folders and documents that a filter names."""
    def chosen(path):
        name = str(path.relative_to(ROOT))
        return not filters or any(f in name for f in filters)

    for folder in sorted({p.parent for p in GOLDEN.rglob("*.t*")}):
        tests = set(folder.glob("*.test"))
        text = "".join(read(t) for t in tests)
        tests |= {p.with_suffix(".test") for p in folder.glob("*.tiao")
                  if p.name not in text and folder.name in ("good", "bad")}
        tests = sorted(filter(chosen, tests))
        if tests:
            yield Folder(folder, tests)
    for pattern in DOCUMENTS:
        for path in sorted(filter(chosen, ROOT.glob(pattern))):
            yield Document(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tiao", required=True, help="the command to test")
    parser.add_argument("--accept", action="store_true",
                        help="write what was printed as what is expected")
    parser.add_argument("filter", nargs="*")
    options = parser.parse_args()
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(w.run, options.tiao, options.accept)
                for w in corpus(options.filter)]
        for done in work:
            for name, failure in done.result():
                passed, failed = passed + (not failure), failed + bool(failure)
                if failure:
                    print(f"FAILED {name}\n{failure}\n", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
