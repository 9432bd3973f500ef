#!/usr/bin/env python3
"""The messages of the language and of the command, from their tables.

    tests/messages.py            compare with spec/messages.md, and look for
                                 codes that no golden test shows
    tests/messages.py --write    write spec/messages.md

Ends with "N passed, N failed"."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ["lang/diag.def", "lang/diag_check.def", "lang/diag_duty.def"]
DOCUMENT = ROOT / "spec" / "messages.md"
GROUPS = {
    "01": "Characters and words",
    "02": "Form",
    "03": "Names",
    "04": "Types and units",
    "05": "Analysis",
    "06": "Evaluation",
    "07": "Data",
    "08": "Files",
    "09": "Limits",
    "10": "Questions and the command",
}
HEAD = """# Messages

Every message has a code that never changes its meaning: E for an error, W for
a warning, N for a note; two digits for what it is about, two that count. The
sentences stand in `lang/diag*.def` and, for the command
line, `runtime/cli.def`; this page is made of them by
`tests/messages.py --write`. `{0}` and the like are filled in.
"""
# Codes that no golden test can show, and what does.
ELSEWHERE = {"E0808": "the allocator refuses: tests/robust/alloc_fail.c"}
STRING = r'"(?:[^"\\]|\\.)*"'


def arguments(text):
    """The arguments of a macro call, strings joined, comments gone."""
    result = []
    for part in re.findall(rf"(?:{STRING}|[^,\"])+", text):
        strings = re.findall(STRING, part)
        result.append(
            "".join(s[1:-1] for s in strings) if strings else part.strip()
        )
    return [a.replace('\\"', '"').replace("\\\\", "\\") for a in result]


def calls(path, macro):
    text = re.sub(r"/\*.*?\*/", "", (ROOT / path).read_text(), flags=re.S)
    pattern = rf"^{macro}\(((?:{STRING}|[^\"()])*)\)"
    for found in re.finditer(pattern, text, flags=re.M):
        yield arguments(found.group(1))


def messages():
    """(code, Chinese, English, English help), by code."""
    rows = []
    for table in TABLES:
        for a in calls(table, "DIAG"):
            rows.append((a[1], a[3], a[4], a[6] if len(a) > 6 else ""))
    for a in calls("runtime/cli.def", "SAY"):
        if a[1]:
            rows.append((a[1], a[2], a[3], ""))
    return sorted(rows, key=lambda r: (r[0][1:], r[0]))


def cell(text):
    return text.replace("|", "\\|")


def document(rows):
    lines = [HEAD]
    group = None
    for code, zh, en, help_text in rows:
        if code[1:3] != group:
            group = code[1:3]
            lines += ["", f"## {group} {GROUPS[group]}", ""]
            lines += ["| code | Chinese | English | help |", "|---|---|---|---|"]
        lines.append(f"| {code} | {cell(zh)} | {cell(en)} | {cell(help_text)} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def shown():
    text = ""
    for path in ROOT.glob("tests/golden/**/*.test"):
        text += path.read_text()
    for folder in ("spec", "examples", "rules", "lang/pages"):
        for path in ROOT.glob(f"{folder}/**/*.md"):
            if path != DOCUMENT:
                text += path.read_text()
    return set(re.findall(r"\b[EWN][0-9]{4}\b", text))


def main():
    rows = messages()
    text = document(rows)
    if "--write" in sys.argv:
        DOCUMENT.write_text(text)
        return 0
    failed = 0
    if not DOCUMENT.exists() or DOCUMENT.read_text() != text:
        print("spec/messages.md is not up to date: tests/messages.py --write")
        failed += 1
    codes = {row[0] for row in rows}
    missing = sorted(codes - shown() - set(ELSEWHERE))
    for code in missing:
        print(f"no golden test shows {code}")
    print(f"{len(codes) - len(missing) + 1 - failed} passed,"
          f" {len(missing) + failed} failed")
    return 1 if missing or failed else 0


sys.exit(main())
