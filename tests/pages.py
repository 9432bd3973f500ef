#!/usr/bin/env python3
"""Every page of lang/pages/: its failing example gives exactly the code it is
about, its mended one gives no message, and every code of the tables has one.

    tests/pages.py --tiao build/runtime/tiao [CODE...]

Ends with "N passed, N failed"."""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ["lang/diag.def", "lang/diag_check.def", "lang/diag_duty.def",
          "runtime/cli.def"]

# Codes whose failing example cannot be run here, with the reason.
NOT_RUN = {"E0808": "memory would have to run out"}


def codes():
    text = "".join((ROOT / t).read_text() for t in TABLES)
    row = r'^(?:DIAG|SAY)\(\w+,\s*"([EWN][0-9]{4})"'
    return set(re.findall(row, text, re.M))


def pages():
    """(code, text, {(kind, use): example}), in the order of the files."""
    for path in sorted((ROOT / "lang" / "pages").glob("*.md")):
        parts = re.split(r"^## ", path.read_text(), flags=re.M)[1:]
        for part in parts:
            blocks = re.findall(
                r"^~~~(\w+) ?(\w*)\n(.*?)^~~~$", part, re.M | re.S
            )
            text = part.split("~~~")[0].strip()
            yield part.split()[0], text, {(k, u): b for k, u, b in blocks}


def command(kind, code):
    drafting = "N0530" <= code <= "N0569"
    return {
        "tiao": f"tiao {'lint' if drafting else 'check'} rules.tiao",
        "json": "tiao eval rules.tiao -f facts.json",
    }[kind]


def messages(tiao, blocks, kind, use, code):
    """The codes that are said of an example, and the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if ("tiao", "") in blocks:
            (folder / "rules.tiao").write_text(blocks["tiao", ""])
        example = blocks[kind, use]
        if kind == "sh":
            line = example
        else:
            name = {"tiao": "rules.tiao", "json": "facts.json"}[kind]
            (folder / name).write_text(example)
            line = command(kind, code)
        environment = {
            "PATH": f"{tiao.parent}:{os.environ['PATH']}",
            "HOME": str(folder), "LC_ALL": "C",
        }
        done = subprocess.run(
            ["sh", "-c", line], cwd=folder, env=environment,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
        )
    said = done.stderr.decode(errors="replace")
    return set(re.findall(r"\[([EWN][0-9]{4})\]", said)), said


def wrong(tiao, code, text, blocks):
    """What is wrong with a page, a sentence each."""
    paragraphs = text.split("\n\n")
    if len(paragraphs) != 3 or " | " not in paragraphs[0]:
        yield "a page has a title and a paragraph in both languages"
    kinds = {kind for kind, use in blocks if use == "bad"}
    if len(kinds) != 1 or kinds != {k for k, u in blocks if u == "good"}:
        yield "a page has a failing and a mended example"
        return
    if code in NOT_RUN:
        return
    kind = kinds.pop()
    found, said = messages(tiao, blocks, kind, "bad", code)
    if found != {code}:
        yield f"the failing example says {sorted(found)}\n{said}"
    found, said = messages(tiao, blocks, kind, "good", code)
    if found:
        yield f"the mended example says {sorted(found)}\n{said}"


def explained(tiao, code):
    """Does the command show the page in both languages?"""
    shown = [
        subprocess.run(
            [tiao, "explain", word, "--lang", language],
            capture_output=True, text=True,
        )
        for word, language in ((code, "zh"), (code.lower(), "en"))
    ]
    return all(
        not s.returncode and s.stdout.startswith(code + " ") for s in shown
    ) and shown[0].stdout != shown[1].stdout


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tiao", required=True, type=pathlib.Path)
    options.add_argument("code", nargs="*")
    options = options.parse_args()
    tiao = options.tiao.resolve()
    passed = failed = 0
    seen = []
    for code, text, blocks in pages():
        seen.append(code)
        if options.code and code not in options.code:
            continue
        faults = list(wrong(tiao, code, text, blocks))
        if not explained(tiao, code):
            faults.append("tiao explain does not show it")
        for fault in faults:
            print(f"{code}: {fault}")
        failed += bool(faults)
        passed += not faults
    if not options.code:
        for code in sorted(codes() - set(seen)):
            print(f"{code}: no page")
            failed += 1
        if seen != sorted(set(seen), key=lambda c: (c[1:], c)):
            print("the pages are not in order")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
