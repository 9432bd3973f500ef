#!/usr/bin/env python3
"""Write the conformance cases.

    spec/conformance/generate.py            write the .jsonl files anew
    spec/conformance/generate.py --check    say whether they are as written

Every expected outcome is written by hand or worked out here with exact
fractions and the calendar of Python; no implementation of the language is
asked. README.md describes the form of a case.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import cases_decisions  # noqa: E402
import cases_duties  # noqa: E402
import cases_more  # noqa: E402
import cases_rows  # noqa: E402
import cases_values  # noqa: E402


def text_of(cases):
    """The lines of one file; names are their own within all files."""
    return "".join(
        json.dumps(c, ensure_ascii=False, separators=(", ", ": ")) + "\n"
        for c in cases)


def main():
    files = {}
    for module in (cases_values, cases_decisions, cases_rows, cases_more,
                   cases_duties):
        files.update(module.files())
    names = [c["name"] for cases in files.values() for c in cases]
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        sys.exit(f"named twice: {', '.join(sorted(twice))}")
    stale = []
    for name, cases in sorted(files.items()):
        path = HERE / f"{name}.jsonl"
        text = text_of(cases)
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(path.name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"not as generated: {', '.join(stale)}")
    print(f"{len(names)} cases in {len(files)} files")


if __name__ == "__main__":
    main()
